import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { SlotPlacement } from '../../placement.ts'
import { caddyProxy } from './caddy.ts'
import { nginxReloadProxy } from './nginx-reload.ts'
import type { ProxyKind, SiteProxy } from './site-proxy.ts'
import { slotFileProxy } from './slot-file.ts'
import type { SlotPorts } from './upstream-text.ts'

/**
 * Detects how the site's traffic is moved: by a slot file if there is a slot directory, otherwise by the nginx
 * configuration or Caddyfile that contains the port of one slot.
 *
 * @param readPorts reads the slot ports; not needed with a slot file
 * @throws UserError when none of the three is set up, or not the requested one
 */
export async function findProxy(
  remote: Remote,
  { slotDirectory, proxy, slots }: Pick<SlotPlacement, 'slotDirectory' | 'proxy' | 'slots'>,
  readPorts: () => Promise<SlotPorts>,
): Promise<SiteProxy> {
  const wanted = (kind: ProxyKind): boolean => proxy === kind || proxy === 'auto'
  if (wanted('slot-file') && slotDirectory !== undefined) {
    const found = await slotFileProxy(remote, slotDirectory, slots)
    if (found) return found
  }
  if (proxy !== 'slot-file') {
    const ports = await readPorts()
    const found =
      (wanted('nginx-reload') && (await nginxReloadProxy(remote, ports))) ||
      (wanted('caddy') && (await caddyProxy(remote, ports)))
    if (found) return found
  }
  throw new UserError(
    `cannot determine the live slot: ${missing(proxy, slotDirectory)} on ${remote.name}. Set up the proxy as described in the blue-green-switch README`,
  )
}

function missing(proxy: SlotPlacement['proxy'], slotDirectory: string | undefined): string {
  const reasons = {
    'slot-file':
      slotDirectory === undefined ? '"slot-directory" is empty' : `${slotDirectory} does not exist`,
    'nginx-reload': 'no nginx configuration file contains the port of exactly one slot',
    caddy: 'no Caddyfile contains the port of exactly one slot',
  }
  return proxy === 'auto' ? Object.values(reasons).join(', and ') : reasons[proxy]
}
