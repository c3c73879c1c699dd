import { log, UserError } from '@tsh/action'
import { type Clock, realClock, untilPassed } from './attempts.ts'
import type { Ask } from './exchange.ts'
import { type Check, nameOf } from './expectation.ts'
import type { SmokeInputs } from './inputs.ts'
import type { Result } from './result.ts'
import { type Asked, type Verdict, verdictOf } from './verdict.ts'

export interface Findings extends Asked {
  verdict: Verdict
  /** Why the slot could not be asked although it was to be. */
  slotProblem?: string
}

/** The two ways to an address. */
export interface Ways {
  publicly: Ask
  /** Connects to the server. */
  onServer: () => Promise<Ask>
}

/** Seconds for the slot: nothing is between it and the question, and every second more is one with a bad release. */
const SLOT_SECONDS = 5

/**
 * Asks the address, from here or on the server. When a public address fails and the slot's own is known, the slot is asked
 * the same, so that a release is not blamed for its DNS, certificate or proxy.
 */
export async function check(
  inputs: SmokeInputs,
  checks: readonly Check[],
  ways: Ways,
  clock: Clock = realClock,
): Promise<Findings> {
  const { url, slotUrl, version, timeout: seconds, target, edgeFailure } = inputs
  const ask = target && slotUrl === '' ? await ways.onServer() : ways.publicly
  const results = await untilPassed({ url, ask, version, seconds }, checks, clock)
  const failed = results.filter(({ passed }) => !passed).map(({ check }) => check)
  const asked = failed.length > 0 && slotUrl !== '' ? await askSlot(inputs, failed, ways, clock) : {}
  return { results, ...asked, verdict: verdictOf({ results, ...asked }, edgeFailure) }
}

async function askSlot(
  { slotUrl: url, version, timeout }: SmokeInputs,
  checks: readonly Check[],
  ways: Ways,
  clock: Clock,
): Promise<{ slot?: Result[]; slotProblem?: string }> {
  log.info(`Asking ${url} on the server what failed: ${checks.map(nameOf).join(', ')}`)
  try {
    const ask = await ways.onServer()
    const seconds = Math.min(timeout, SLOT_SECONDS)
    return { slot: await untilPassed({ url, ask, version, seconds }, checks, clock) }
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause
    return { slotProblem: cause.message }
  }
}
