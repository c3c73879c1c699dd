import { log } from '@tsh/action'
import type { Check } from './checks/expectation.ts'
import { attempt, type Clock, type Place } from './http/attempts.ts'
import { failure, type Result } from './reports/result.ts'

/** What was seen of a release after its checks had passed. */
export interface Watched {
  /** How long it was watched. */
  seconds: number
  requests: number
  failed: number
  /** The last of the failures in a row that ended the watch; missing when the release lived. */
  ended: Result | undefined
}

/** A watcher asks as seldom as it can and still notices a death within seconds. */
const PAUSE = 1000
/** One failure may be a lost packet; this many in a row are a release that does not answer. */
const FAILURES = 3
/** Seconds between two lines of the log. */
const PROGRESS = 10

/**
 * Goes on asking one check until the time is over, or until it has failed several times in a row. A failure at the very
 * end is asked again beyond the time, so that it ends one way or the other.
 */
export async function watch(place: Place, check: Check, clock: Clock): Promise<Watched> {
  const started = clock.now()
  const elapsed = (): number => (clock.now() - started) / 1000
  let [requests, failed, inARow, told] = [0, 0, 0, 0]
  const watched = (ended?: Result): Watched => ({ seconds: Math.round(elapsed()), requests, failed, ended })
  while (elapsed() < place.seconds || inARow > 0) {
    await clock.sleep(PAUSE)
    const result = await attempt(place, check, clock)
    requests++
    if (result.passed) inARow = 0
    else {
      failed++
      inARow++
      log.untrusted(`FAILED ${failure(result)}`)
    }
    if (inARow === FAILURES) return watched({ ...result, attempts: inARow })
    if (elapsed() >= told + PROGRESS) {
      told = Math.round(elapsed())
      log.info(sentenceOf(watched()))
    }
  }
  return watched()
}

/** "watched 60 s, 57 requests, 0 failed" */
export const sentenceOf = ({ seconds, requests, failed }: Watched): string =>
  `watched ${seconds} s, ${requests} requests, ${failed} failed`
