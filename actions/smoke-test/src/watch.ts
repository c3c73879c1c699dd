import { log } from '@tsh/action'
import type { Check } from './checks/expectation.ts'
import { attempt, type Clock, type Place } from './http/attempts.ts'
import { failure, type Result } from './reports/result.ts'

/** Observations of a release after its checks had passed. */
export interface Watched {
  /** How long it was watched. */
  seconds: number
  requests: number
  failed: number
  /** The last of the consecutive failures that ended the watch; undefined if the release stayed healthy. */
  ended: Result | undefined
}

/** Polls as rarely as possible while still detecting a crash within seconds. */
const POLL_INTERVAL_MS = 1000
/** A single failure may be a lost packet; this many consecutive ones mean that the release is down. */
const MAX_CONSECUTIVE_FAILURES = 3
/** Interval of progress log lines. */
const LOG_INTERVAL_SECONDS = 10

/**
 * Repeats one check until the time is over, or until it has failed several times in a row. A failure at the very end is
 * repeated beyond the time, so that the outcome is clear.
 */
export async function watch(place: Place, check: Check, clock: Clock): Promise<Watched> {
  const started = clock.now()
  const elapsed = (): number => (clock.now() - started) / 1000
  let [requests, failed, consecutive, loggedAt] = [0, 0, 0, 0]
  const watched = (ended?: Result): Watched => ({ seconds: Math.round(elapsed()), requests, failed, ended })
  while (elapsed() < place.seconds || consecutive > 0) {
    await clock.sleep(POLL_INTERVAL_MS)
    const result = await attempt(place, check, clock)
    requests++
    if (result.passed) consecutive = 0
    else {
      failed++
      consecutive++
      log.untrusted(`FAILED ${failure(result)}`)
    }
    if (consecutive === MAX_CONSECUTIVE_FAILURES) return watched({ ...result, attempts: consecutive })
    if (elapsed() >= loggedAt + LOG_INTERVAL_SECONDS) {
      loggedAt = Math.round(elapsed())
      log.info(watchSummary(watched()))
    }
  }
  return watched()
}

/** "watched 60 s, 57 requests, 0 failed" */
export const watchSummary = ({ seconds, requests, failed }: Watched): string =>
  `watched ${seconds} s, ${requests} requests, ${failed} failed`
