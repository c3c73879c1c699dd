import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { Application } from '../../application.ts'
import type { Slot } from '../slot.ts'
import { caddyProxy } from './caddy.ts'
import type { Canaries } from './canary.ts'
import { nginxReloadProxy } from './nginx-reload.ts'
import { slotFileProxy } from './slot-file.ts'
import type { SlotPorts } from './upstream-text.ts'

/** The ways in which a site's traffic is moved. */
export const PROXY_KINDS = ['slot-file', 'nginx-reload', 'caddy'] as const
export type ProxyKind = (typeof PROXY_KINDS)[number]

/** What stands in front of the slots and sends visitors to one of them. */
export interface SiteProxy {
  readonly kind: ProxyKind
  /** What was found on the server, for the log: "slot file in /etc/nginx/slots/erp". */
  readonly description: string
  /** What visitors lose at every move, and how to avoid it. */
  readonly warnings: readonly string[]
  /** Milliseconds that a move may take to reach every request. */
  readonly patience: number
  /**
   * The slot that the configuration sends new requests to.
   * @throws UserError when it names none or several
   */
  current(): Promise<Slot>
  /**
   * Sends new requests to a slot. Again is no harm.
   * @throws UserError when that was not possible; the configuration is then as it was
   */
  move(slot: Slot): Promise<void>
  /** What a switch would fail on, for either slot, as reasons; it only reads. */
  problems(): Promise<string[]>
  /** Where a share of the visitors can be sent to the idle slot for a while. */
  readonly canaries?: Canaries
  /** The slot that a value of the header X-Deployment-Slot stands for. */
  slotOf(header: string): Slot | undefined
}

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
