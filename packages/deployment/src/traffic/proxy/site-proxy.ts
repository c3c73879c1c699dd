import type { Slot } from '../slot.ts'
import type { Canaries } from './canary.ts'

/** The ways in which a site's traffic is moved. */
export const PROXY_KINDS = ['slot-file', 'nginx-reload', 'caddy'] as const
export type ProxyKind = (typeof PROXY_KINDS)[number]

/** The proxy in front of the slots, which sends visitors to one of them. */
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
   * Sends new requests to a slot; idempotent.
   * @throws UserError when that was not possible; the configuration is then unchanged
   */
  move(slot: Slot): Promise<void>
  /** What a switch would fail on, for either slot, as reasons; it only reads. */
  problems(): Promise<string[]>
  /** Where a share of the visitors can be sent to the idle slot for a while. */
  readonly canaries?: Canaries
  /** The slot that a value of the header X-Deployment-Slot stands for. */
  slotOf(header: string): Slot | undefined
}
