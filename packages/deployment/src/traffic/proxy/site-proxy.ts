import type { Slot } from '../slot.ts'
import type { Canaries } from './canary.ts'

/** The supported ways to move a site's traffic. */
export const PROXY_KINDS = ['slot-file', 'nginx-reload', 'caddy'] as const
export type ProxyKind = (typeof PROXY_KINDS)[number]

/** The proxy in front of the slots, which routes visitors to one of them. */
export interface SiteProxy {
  readonly kind: ProxyKind
  /** The detected setup, for the log: "slot file in /etc/nginx/slots/erp". */
  readonly description: string
  /** Effects of every move on visitors, and how to avoid them. */
  readonly warnings: readonly string[]
  /** Maximum time until a move applies to every request. */
  readonly propagationTimeoutMs: number
  /**
   * The slot that the configuration routes new requests to.
   * @throws UserError when it is none or ambiguous
   */
  current(): Promise<Slot>
  /**
   * Routes new requests to a slot; idempotent.
   * @throws UserError on failure; the configuration is unchanged then
   */
  move(slot: Slot): Promise<void>
  /** Reasons why a switch to either slot would fail; read-only. */
  problems(): Promise<string[]>
  /** Set if a share of the visitors can be sent to the idle slot for a while. */
  readonly canaries?: Canaries
  /** The slot identified by a value of the header X-Deployment-Slot. */
  slotOf(header: string): Slot | undefined
}
