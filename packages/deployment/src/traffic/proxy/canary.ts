import type { Slot } from '../slot.ts'

/** Sends a share of the visitors to the idle slot for a while; how large it is stands in the proxy's configuration. */
export interface Canaries {
  /** What the proxy's configuration lacks for it, by name; empty when a canary is possible. */
  missing(): Promise<string[]>
  /**
   * Begins a canary. The server ends it by itself when the connection is lost, or after the limit.
   *
   * @param limit seconds after which it ends in any case
   * @throws UserError when it could not begin; all visitors are where they were then
   */
  begin(slot: Slot, limit: number): Promise<Canary>
  /** Ends a canary that an earlier run has left behind, as after a power failure, and says so. */
  endLeftover(): Promise<void>
}

/** A canary that is going on. */
export interface Canary {
  /** What both slots have answered since it began. */
  answered(): Promise<Compared>
  /** Sends all visitors to the slot with the traffic again. Again is no harm. */
  end(): Promise<void>
}

/** What the canary and the one with the traffic have answered. */
export interface Compared {
  tried: Answered
  old: Answered
}

/** Requests that a slot has answered. */
export interface Answered {
  requests: number
  /** Those answered with an error of the server, 500 to 599. */
  failures: number
}
