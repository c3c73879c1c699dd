import { redactedEnd, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { readFile } from '../../files.ts'
import { CADDYFILE, type CaddyFile, readCaddyfiles } from './caddyfile.ts'
import type { SiteProxy } from './site-proxy.ts'
import { slotHeaderProblem } from './slot-header.ts'
import { type SlotPorts, slotOfHeader, slotsNamed, withSlot } from './upstream-text.ts'

/** Caddy with the port of one slot in a Caddyfile: a move is another file, and a reload through its admin API. */
export async function caddyProxy(remote: Remote, ports: SlotPorts): Promise<SiteProxy | undefined> {
  const files = await readCaddyfiles(remote)
  const path = upstreamFile(files, ports)
  if (path === undefined) return undefined
  return {
    kind: 'caddy',
    description: `upstream in ${path}, Caddy with a reload`,
    warnings: [
      'Caddy ends keep-alive connections and WebSockets at every reload, and requests are lost. A slot file loses none in Caddy, too; the README of blue-green-switch has it',
    ],
    patience: 10_000,
    async current() {
      const [slot, another] = slotsNamed((await readFile(remote, path)) ?? '', ports)
      if (slot && !another) return slot
      throw new UserError(
        `cannot tell the live slot: ${path} on ${remote.name} must name the ports of one slot, but it names those of ${another ? 'both' : 'none'}`,
      )
    },
    async move(slot) {
      const content = withSlot((await readFile(remote, path)) ?? '', slot, ports)
      const size = String(Buffer.byteLength(content))
      const command = ['sh', '-euc', EXCHANGE, 'reload Caddy', path, CADDYFILE, size]
      const { code, stderr } = await remote.run(command, { input: content, allowFailure: true })
      if (code !== 0)
        throw new UserError(
          `proxy config rejected or not reloaded (${redactedEnd(stderr.trim().split('\n').slice(-2).join(' '), 600)}); previous config restored on ${remote.name}`,
        )
    },
    async problems() {
      const header = slotHeaderProblem(files.map(({ content }) => content).join('\n'), CADDYFILE)
      return header ? [header] : []
    },
    slotOf: header => slotOfHeader(header, ports),
  }
}

/** The one file that names the ports of one slot; none where a file names both, as with a slot file. */
function upstreamFile(files: readonly CaddyFile[], ports: SlotPorts): string | undefined {
  const naming = files
    .map(({ path, content }) => ({ path, slots: slotsNamed(content, ports) }))
    .filter(({ slots }) => slots.length > 0)
  const [only, another] = naming
  if (another) {
    const seen = naming.map(({ path, slots }) => `${path} (${slots.join(' and ')})`).join(', ')
    throw new UserError(
      `cannot tell the live slot: several files that ${CADDYFILE} imports name ports of slots: ${seen}. Leave one, or set up a slot file`,
    )
  }
  return only?.slots.length === 1 ? only.path : undefined
}

/**
 * Caddy reads a file only on request, so the new one is validated in its place, where what it imports and what
 * imports it are found. Both files are in a separate folder until then: older versions of Caddy import hidden files,
 * too. From the rename on nothing stops it: either Caddy runs the new file, or the old one is back.
 */
const EXCHANGE = `file=$(readlink -f -- "$1"); main=$2
folder=$(mktemp -d "$(dirname "$main")/.exchange.XXXXXXXX")
trap 'rm -rf "$folder"' EXIT
cp -p "$file" "$folder/new"; cat > "$folder/new"
[ "$(wc -c < "$folder/new")" -eq "$3" ] || { echo "the content did not arrive whole" >&2; exit 1; }
cp -p "$file" "$folder/old"
trap '' HUP INT TERM PIPE
mv -f "$folder/new" "$file"
if said=$(caddy validate --config "$main" --adapter caddyfile 2>&1 && caddy reload --config "$main" --adapter caddyfile 2>&1)
then exit 0
else mv -f "$folder/old" "$file"; echo "$said" >&2; exit 1; fi`
