import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '@tsh/remote'
import { excerpt } from '../checks/excerpt.ts'
import type { Check } from '../checks/expectation.ts'
import { type Judged, mismatches } from '../checks/mismatches.ts'
import { lanes } from '../lanes.ts'
import { faultOf } from '../reports/fault.ts'
import type { Result } from '../reports/result.ts'
import { type Ask, exchange } from './exchange.ts'

/** An address, who asks it, and what has to answer. */
export interface Place {
  url: string
  ask: Ask
  version: string
  /** Seconds in which every check has to pass once, or for which a release is watched. */
  seconds: number
}

export interface Clock {
  /** Milliseconds. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: async milliseconds => {
    await sleep(milliseconds)
  },
}

/** Requests at a time: quick, and no load for a release that has just started. */
const LANES = 6
const PAUSE = 1000
/** Milliseconds for one attempt; a smoke test asks nothing that takes long. */
const LONGEST_ATTEMPT = 10_000
/** The last attempt may begin just before the deadline, and still gets a chance. */
const SHORTEST_ATTEMPT = 1000

/** Asks all checks side by side, and again those that fail, until they have passed or the time is up. */
export function untilPassed(
  place: Place,
  checks: readonly Check[],
  clock: Clock = realClock,
): Promise<Result[]> {
  const deadline = clock.now() + place.seconds * 1000
  const inLane = lanes(LANES)
  return Promise.all(
    checks.map(async check => {
      for (let attempts = 1; ; attempts++) {
        const result = await inLane(() => attempt(place, check, clock, deadline - clock.now()))
        // Another try can only be of use when it may begin before the deadline.
        if (result.passed || clock.now() + PAUSE > deadline) return { ...result, attempts }
        await clock.sleep(PAUSE)
      }
    }),
  )
}

/**
 * Asks a check once.
 * @param rest milliseconds until a deadline, where there is one
 */
export async function attempt(
  place: Place,
  check: Check,
  clock: Clock,
  rest = LONGEST_ATTEMPT,
): Promise<Result> {
  const started = clock.now()
  const limit = Math.min(LONGEST_ATTEMPT, Math.max(SHORTEST_ATTEMPT, rest))
  let answer: Answer
  try {
    answer = await exchange(place.url, check, limit, place.ask)
  } catch (cause) {
    const got = excerpt(faultOf(cause as Error))
    const fault = { expected: `HTTP ${check.statuses.join(' or ')}`, actual: got }
    const milliseconds = clock.now() - started
    return {
      ...{ check, passed: false, mismatches: [fault], got, excerpt: '' },
      ...{ attempts: 1, milliseconds, certificateEnds: undefined },
    }
  }
  const milliseconds = clock.now() - started
  const judged = judge(check, { answer, milliseconds, version: place.version })
  return {
    ...{ check, passed: judged.mismatches.length === 0, ...judged, got: `HTTP ${answer.status}` },
    ...{ attempts: 1, milliseconds, certificateEnds: answer.certificateEnds },
  }
}

/** Whatever a response contains, it fails its own check and not the action, which would end without a verdict. */
function judge(check: Check, judged: Judged): Pick<Result, 'mismatches' | 'excerpt'> {
  try {
    return { mismatches: mismatches(check, judged), excerpt: excerpt(judged.answer.body) }
  } catch (error) {
    const actual = excerpt(`judging it failed: ${(error as Error).message}`)
    return { mismatches: [{ expected: 'a response that can be judged', actual }], excerpt: '' }
  }
}
