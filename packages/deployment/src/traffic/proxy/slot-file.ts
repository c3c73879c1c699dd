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
      const files = await proxyFiles(remote)
      const site = files.find(({ content }) => names(content, directory))
      if (!site) return []
      return [slotHeaderProblem(site.content, site.path), cachedErrorsProblem(files, site)].filter(
        problem => problem !== undefined,
      )
    },
    canaries: slotFileCanaries(remote, directory, slots),
    slotOf: header => slots.find(slot => slot === header),
  }
}

/**
 * The files of nginx and Caddy, as far as they can be read: the user may not have permission to read the configuration,
 * which a switch by slot file does not need.
 */
async function proxyFiles(remote: Remote): Promise<NginxFile[]> {
  const nginx = await readNginx(remote).catch((cause: unknown) => {
    if (cause instanceof UserError) return undefined
    throw cause
  })
  const caddyfiles = await readCaddyfiles(remote).catch(() => [])
  return [...(nginx?.files ?? []), ...caddyfiles]
}

/** Whether a configuration checks for a file in a folder. */
const names = (content: string, directory: string): boolean =>
  content.split(/[\s"';{}]+/).some(word => word === directory || word.startsWith(`${directory}/`))

/**
 * With `open_file_cache_errors`, the workers of nginx remember for up to a minute that the slot file does not exist. The
 * directives apply in the site's file, and in files without a server block, which are for all sites.
 */
function cachedErrorsProblem(files: readonly NginxFile[], site: NginxFile): string | undefined {
  const sets = ({ content }: NginxFile, directive: RegExp): boolean =>
    directive.test(content.replace(/(?<=^|\s)#[^\n]*/g, ''))
  const applied = files.filter(file => file === site || !sets(file, /\bserver\s*\{/))
  const file = applied.find(one => sets(one, /\bopen_file_cache_errors\s+on\s*;/))
  if (!file || !applied.some(one => sets(one, /\bopen_file_cache\s+max=/))) return undefined
  if (sets(site, /\bopen_file_cache(_errors)?\s+off\s*;/)) return undefined
  return `${file.path} sets "open_file_cache_errors on", so nginx does not notice a new slot file for up to a minute. Add "open_file_cache off;" to the server block in ${site.path}`
}
