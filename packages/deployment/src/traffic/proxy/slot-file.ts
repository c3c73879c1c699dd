import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { activeSlot, otherSlot, type Slots } from '../slot.ts'
import { readCaddyfiles } from './caddyfile.ts'
import { readNginx } from './nginx.ts'
import type { NginxFile } from './nginx-configuration.ts'
import type { SiteProxy } from './site-proxy.ts'
import { slotFileCanaries } from './slot-file-canary.ts'
import { slotHeaderProblem } from './slot-header.ts'

/** A canary ends with the move and not before, so that no visitor of the new slot is sent back to the old one. */
const MOVE = `cd -- "$1"
trap 'rm -f -- "canary-$2" "canary-$3"' EXIT
[ -e "$3" ] || mv -f -- "$2" "$3"`

/** A proxy that checks for the slot file on every request: a move is one rename, without a reload. */
export async function slotFileProxy(
  remote: Remote,
  directory: string,
  slots: Slots,
): Promise<SiteProxy | undefined> {
  const { code } = await remote.run(['test', '-d', directory], { allowFailure: true })
  if (code !== 0) return undefined
  return {
    kind: 'slot-file',
    description: `slot file in ${directory}, without a reload`,
    warnings: [],
    propagationTimeoutMs: 1000,
    async current() {
      const { stdout } = await remote.run(['ls', '-1', directory], { allowFailure: true })
      const files = stdout.split('\n').filter(name => name !== '')
      const active = activeSlot(slots, files)
      if (active) return active
      throw new UserError(
        `cannot determine the live slot: ${directory} must contain exactly one file, "${slots.join('" or "')}", but contains ${files.join(', ') || 'nothing'}. Find out which slot serves the site, then keep only its file`,
      )
    },
    async move(slot) {
      await remote.run(['sh', '-euc', MOVE, 'move the traffic', directory, otherSlot(slots, slot), slot])
    },
    async problems() {
      const site = await siteWith(remote, directory)
      const header = site && slotHeaderProblem(site.content, site.path)
      return header ? [header] : []
    },
    canaries: slotFileCanaries(remote, directory, slots),
    slotOf: header => slots.find(slot => slot === header),
  }
}

/**
 * The nginx or Caddy file that checks for the slot file, if it can be found: the user may not have permission to read
 * the configuration, which a switch by slot file does not need.
 */
async function siteWith(remote: Remote, directory: string): Promise<NginxFile | undefined> {
  const nginx = await readNginx(remote).catch((cause: unknown) => {
    if (cause instanceof UserError) return undefined
    throw cause
  })
  const caddyfiles = await readCaddyfiles(remote).catch(() => [])
  const names = (content: string): boolean =>
    content.split(/[\s"';{}]+/).some(word => word === directory || word.startsWith(`${directory}/`))
  return [...(nginx?.files ?? []), ...caddyfiles].find(({ content }) => names(content))
}
