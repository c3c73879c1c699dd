import type { Slot } from '../slot.ts'

/** Sends a share of the visitors to the idle slot for a while; the share is defined in the proxy's configuration. */
export interface Canaries {
  /** Directives missing in the proxy's configuration; empty when a canary is possible. */
  missing(): Promise<string[]>
  /**
   * Starts a canary. The server ends it when the connection is lost, or after the limit.
   *
   * @param limit seconds after which it ends in any case
   * @throws UserError when it could not be started; the traffic is unchanged then
   */
  begin(slot: Slot, limit: number): Promise<Canary>
  /** Removes a stale canary of an earlier run, for example after a power failure, and logs it. */
  removeStale(): Promise<void>
}

/** A running canary. */
export interface Canary {
  /** The responses of both slots since it started. */
  answered(): Promise<Compared>
  /** Sends all visitors to the live slot again; idempotent. */
  end(): Promise<void>
}

/** The responses of the canary (`tried`) and of the live slot (`old`). */
export interface Compared {
  tried: Answered
  old: Answered
}

/** Response counts of a slot. */
export interface Answered {
  requests: number
  /** Responses with a server error, 500 to 599. */
  failures: number
}
