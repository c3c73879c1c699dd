import { log, UserError } from '@tsh/action'
import { type Clock, type Place, realClock, untilPassed } from '../http/attempts.ts'
import type { Ask } from '../http/exchange.ts'
import type { SmokeInputs } from '../inputs.ts'
import type { Result } from '../reports/result.ts'
import { type Asked, type Verdict, verdictOf } from '../reports/verdict.ts'
import { sentenceOf, type Watched, watch } from '../watch.ts'
import { type Check, nameOf } from './expectation.ts'

export interface Findings extends Asked {
  verdict: Verdict
  /** Why the slot could not be asked although it was to be. */
  slotProblem?: string
  /** What was seen after all checks had passed; missing when nobody watched. */
  watched?: Watched | undefined
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
 * Asks the address, from here or on the server, and watches it when all is well. When a public address fails and the slot's
 * own is known, the slot is asked the same, so that a release is not blamed for its DNS, certificate or proxy.
 */
export async function check(
  inputs: SmokeInputs,
  checks: readonly Check[],
  ways: Ways,
  clock: Clock = realClock,
): Promise<Findings> {
  const { url, slotUrl, version, timeout: seconds, target, edgeFailure } = inputs
  const ask = target && slotUrl === '' ? await ways.onServer() : ways.publicly
  const asked = await untilPassed({ url, ask, version, seconds }, checks, clock)
  const watched = await watchFirst({ url, ask, version, seconds: inputs.watch }, asked, clock)
  const results = asked.map(result => (result.check === watched?.ended?.check ? watched.ended : result))
  const failed = results.filter(({ passed }) => !passed).map(({ check }) => check)
  const onSlot = failed.length > 0 && slotUrl !== '' ? await askSlot(inputs, failed, ways, clock) : {}
  return { results, watched, ...onSlot, verdict: verdictOf({ results, ...onSlot }, edgeFailure) }
}

/** Watches by the first check alone: that is `/health`, or what the caller has put first, and no login is asked so often. */
async function watchFirst(
  place: Place,
  results: readonly Result[],
  clock: Clock,
): Promise<Watched | undefined> {
  const [first] = results
  if (!first || place.seconds === 0 || !results.every(({ passed }) => passed)) return undefined
  log.info(`Watching ${nameOf(first.check)} at ${place.url} for ${place.seconds} s`)
  const watched = await watch(place, first.check, clock)
  log.info(sentenceOf(watched))
  return watched
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
