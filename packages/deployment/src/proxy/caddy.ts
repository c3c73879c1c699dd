import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { readFile } from '../files.ts'
import type { SiteProxy } from './proxy.ts'
import { slotHeaderProblem } from './slot-header.ts'
import { type SlotPorts, slotOfHeader, slotsNamed, withSlot } from './upstream-text.ts'

/** Where Caddy's own packages keep its configuration. */
export const CADDYFILE = '/etc/caddy/Caddyfile'

/** Caddy with the port of one slot in its Caddyfile: a move is another file, and a reload through its admin API. */
export async function caddyProxy(remote: Remote, ports: SlotPorts): Promise<SiteProxy | undefined> {
  const read = async () => slotsNamed((await readFile(remote, CADDYFILE)) ?? '', ports)
  if ((await read()).length !== 1) return undefined
  return {
    kind: 'caddy',
    description: `upstream in ${CADDYFILE}, Caddy with a reload`,
    warnings: [
      'Caddy ends keep-alive connections and WebSockets at every reload, and requests are lost. A slot file loses none in Caddy, too; the README of blue-green-switch has it',
    ],
    patience: 10_000,
    async current() {
      const [slot, another] = await read()
      if (slot && !another) return slot
      throw new UserError(
        `cannot tell the live slot: ${CADDYFILE} on ${remote.name} must name the ports of one slot, but it names those of ${another ? 'both' : 'none'}`,
      )
    },
    async move(slot) {
      const content = withSlot((await readFile(remote, CADDYFILE)) ?? '', slot, ports)
      const words = ['sh', '-euc', EXCHANGE, 'reload Caddy', CADDYFILE, String(Buffer.byteLength(content))]
      const { code, stderr } = await remote.run(words, { input: content, allowFailure: true })
      if (code !== 0)
        throw new UserError(
          `proxy config rejected or not reloaded (${stderr.trim().split('\n').slice(-2).join(' ').slice(-600)}); previous config restored on ${remote.name}`,
        )
    },
    async problems() {
      const header = slotHeaderProblem((await readFile(remote, CADDYFILE)) ?? '', CADDYFILE)
      return header ? [header] : []
    },
    slotOf: header => slotOfHeader(header, ports),
  }
}

/** The candidate stands beside the Caddyfile, so that what it imports by relative names is found. */
const EXCHANGE = `folder=$(dirname "$1"); new=$folder/.Caddyfile.new; old=$folder/.Caddyfile.old
rm -f "$new" "$old"
trap 'rm -f "$new"' EXIT
cp -p "$1" "$new"; cat > "$new"
[ "$(wc -c < "$new")" -eq "$2" ] || { echo "the content did not arrive whole" >&2; exit 1; }
caddy validate --config "$new" --adapter caddyfile >&2
trap '' HUP INT TERM PIPE
cp -p "$1" "$old"
mv -f "$new" "$1"
if said=$(caddy reload --config "$1" --adapter caddyfile 2>&1); then rm -f "$old"
else mv -f "$old" "$1"; echo "$said" >&2; exit 1; fi`
