import { redactedEnd, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { readFile } from '../../files.ts'
import { CADDYFILE, type CaddyFile, readCaddyfiles } from './caddyfile.ts'
import type { SiteProxy } from './site-proxy.ts'
import { slotHeaderProblem } from './slot-header.ts'
import { type SlotPorts, slotOfHeader, slotsNamed, withSlot } from './upstream-text.ts'

/** Caddy with the port of one slot in a Caddyfile: a move replaces the file and reloads through the admin API. */
export async function caddyProxy(remote: Remote, ports: SlotPorts): Promise<SiteProxy | undefined> {
  const files = await readCaddyfiles(remote)
  const path = upstreamFile(files, ports)
  if (path === undefined) return undefined
  return {
    kind: 'caddy',
    description: `upstream in ${path}, Caddy with a reload`,
    warnings: [
      'Caddy closes keep-alive connections and WebSockets on every reload, and requests are lost. A slot file loses none in Caddy either; see the blue-green-switch README',
    ],
    propagationTimeoutMs: 10_000,
    async current() {
      const [slot, another] = slotsNamed((await readFile(remote, path)) ?? '', ports)
      if (slot && !another) return slot
      throw new UserError(
        `cannot determine the live slot: ${path} on ${remote.name} must contain the ports of exactly one slot, but contains those of ${another ? 'both' : 'neither'}`,
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

/** The file that contains the ports of one slot; undefined when a file contains both, as with a slot file. */
function upstreamFile(files: readonly CaddyFile[], ports: SlotPorts): string | undefined {
  const naming = files
    .map(({ path, content }) => ({ path, slots: slotsNamed(content, ports) }))
    .filter(({ slots }) => slots.length > 0)
  const [only, another] = naming
  if (another) {
    const seen = naming.map(({ path, slots }) => `${path} (${slots.join(' and ')})`).join(', ')
    throw new UserError(
      `cannot determine the live slot: several files imported by ${CADDYFILE} contain slot ports: ${seen}. Keep one, or set up a slot file`,
    )
  }
  return only?.slots.length === 1 ? only.path : undefined
}

/**
 * Caddy reads a file only on request, so the new file is validated in place, where imports resolve in both directions.
 * Until then both files are in a separate folder, because older versions of Caddy also import hidden files. After the
 * rename the script cannot be interrupted: either Caddy runs the new file, or the old one is restored.
 */
const EXCHANGE = `file=$(readlink -f -- "$1"); main=$2
folder=$(mktemp -d "$(dirname "$main")/.exchange.XXXXXXXX")
trap 'rm -rf "$folder"' EXIT
cp -p "$file" "$folder/new"; cat > "$folder/new"
[ "$(wc -c < "$folder/new")" -eq "$3" ] || { echo "the content was truncated in transfer" >&2; exit 1; }
cp -p "$file" "$folder/old"
trap '' HUP INT TERM PIPE
mv -f "$folder/new" "$file"
if output=$(caddy validate --config "$main" --adapter caddyfile 2>&1 && caddy reload --config "$main" --adapter caddyfile 2>&1)
then exit 0
else mv -f "$folder/old" "$file"; echo "$output" >&2; exit 1; fi`
