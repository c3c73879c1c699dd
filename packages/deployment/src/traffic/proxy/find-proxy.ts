import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { Application } from '../../application.ts'
import { caddyProxy } from './caddy.ts'
import { nginxReloadProxy } from './nginx-reload.ts'
import type { ProxyKind, SiteProxy } from './site-proxy.ts'
import { slotFileProxy } from './slot-file.ts'
import type { SlotPorts } from './upstream-text.ts'

/**
 * Finds out how the site's traffic is moved: by a slot file where there is a slot directory, else by the nginx
 * configuration or the Caddyfile in which the port of one slot stands.
 *
 * @param readPorts asks for the ports of the slots; not needed with a slot file
 * @throws UserError when none of the three is set up, or not the one that was asked for
 */
export async function findProxy(
  remote: Remote,
  { slotDirectory, proxy, slots }: Pick<Application, 'slotDirectory' | 'proxy' | 'slots'>,
  readPorts: () => Promise<SlotPorts>,
): Promise<SiteProxy> {
  const wanted = (kind: ProxyKind): boolean => proxy === kind || proxy === 'auto'
  if (wanted('slot-file') && slotDirectory !== '') {
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
    `cannot tell the live slot: ${sought(proxy, slotDirectory)} on ${remote.name}. Set the proxy up as the README of blue-green-switch says`,
  )
}

function sought(proxy: Application['proxy'], slotDirectory: string): string {
  const places = {
    'slot-file': slotDirectory === '' ? '"slot-directory" is empty' : `${slotDirectory} does not exist`,
    'nginx-reload': 'no file of nginx names the port of one slot',
    caddy: 'no Caddyfile names the port of one slot',
  }
  return proxy === 'auto' ? Object.values(places).join(', and ') : places[proxy]
}
