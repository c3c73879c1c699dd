import { log, UserError } from '@tsh/action'
import { type Clock, type Place, realClock, untilPassed } from '../http/attempts.ts'
import type { SendRequest } from '../http/exchange.ts'
import type { SmokeInputs } from '../inputs.ts'
import type { Result } from '../reports/result.ts'
import { type TestedResults, type Verdict, verdictOf } from '../reports/verdict.ts'
import { type Watched, watch, watchSummary } from '../watch.ts'
import { type Check, nameOf } from './expectation.ts'

export interface Findings extends TestedResults {
  verdict: Verdict
  /** Why the slot could not be tested although it should have been. */
  slotProblem?: string
  /** Result of the watch after all checks had passed; undefined without a watch. */
  watched?: Watched | undefined
}

/** The two ways to send a request. */
export interface Transports {
  publicly: SendRequest
  /** Connects to the server. */
  onServer: () => Promise<SendRequest>
}

/** Time limit for the slot: there is nothing in between, and every additional second prolongs a bad release. */
const SLOT_SECONDS = 5

/**
 * Tests a URL, from the runner or on the server, and watches it if all checks pass. If the public URL fails and the
 * slot URL is known, the failed checks are repeated at the slot, so that a release is not blamed for its DNS,
 * certificate or proxy.
 */
export async function check(
  inputs: SmokeInputs,
  checks: readonly Check[],
  transports: Transports,
  clock: Clock = realClock,
): Promise<Findings> {
  const { url, slotUrl, publicUrl, version, timeout: seconds, target, edgeFailure } = inputs
  const send = target && slotUrl === '' ? await transports.onServer() : transports.publicly
  const place = { url, publicUrl, send, version }
  const tested = await untilPassed({ ...place, seconds }, checks, clock)
  const watched = await watchFirst({ ...place, seconds: inputs.watch }, tested, clock)
  const results = tested.map(result => (result.check === watched?.ended?.check ? watched.ended : result))
  const failed = results.filter(({ passed }) => !passed).map(({ check }) => check)
  const onSlot = failed.length > 0 && slotUrl !== '' ? await testSlot(inputs, failed, transports, clock) : {}
  return { results, watched, ...onSlot, verdict: verdictOf({ results, ...onSlot }, edgeFailure) }
}

/**
 * Watches only the first check: `/health`, or whatever the caller has put first. A login must not be requested that
 * often.
 */
async function watchFirst(
  place: Place,
  results: readonly Result[],
  clock: Clock,
): Promise<Watched | undefined> {
  const [first] = results
  if (!first || place.seconds === 0 || !results.every(({ passed }) => passed)) return undefined
  log.info(`Watching ${nameOf(first.check)} at ${place.url} for ${place.seconds} s`)
  const watched = await watch(place, first.check, clock)
  log.info(watchSummary(watched))
  return watched
}

async function testSlot(
  { slotUrl: url, publicUrl, version, timeout }: SmokeInputs,
  checks: readonly Check[],
  transports: Transports,
  clock: Clock,
): Promise<{ slot?: Result[]; slotProblem?: string }> {
  log.info(`Retrying failed checks against ${url} from the server: ${checks.map(nameOf).join(', ')}`)
  try {
    const send = await transports.onServer()
    const seconds = Math.min(timeout, SLOT_SECONDS)
    return { slot: await untilPassed({ url, publicUrl, send, version, seconds }, checks, clock) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { slotProblem: error.message }
  }
}
