import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '@tsh/remote'
import { excerpt } from '../checks/excerpt.ts'
import type { Check } from '../checks/expectation.ts'
import { mismatches, type Received } from '../checks/mismatches.ts'
import { limitConcurrency } from '../concurrency.ts'
import { requestError } from '../reports/request-error.ts'
import type { Result } from '../reports/result.ts'
import { type Address, exchange } from './exchange.ts'

/** An address with the expected version. */
export interface Place extends Address {
  version: string
  /** Seconds within which every check has to pass once, or for which a release is watched. */
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

/** Concurrent requests: fast, but no load for a release that has just started. */
const MAX_CONCURRENT = 6
const RETRY_INTERVAL_MS = 1000
/** Time limit of one attempt; a smoke test requests nothing that takes long. */
const MAX_ATTEMPT_MS = 10_000
/** Minimum for the last attempt, which may begin just before the deadline. */
const MIN_ATTEMPT_MS = 1000

/** Runs all checks concurrently, and retries those that fail until they have passed or the time is up. */
export function untilPassed(
  place: Place,
  checks: readonly Check[],
  clock: Clock = realClock,
): Promise<Result[]> {
  const deadline = clock.now() + place.seconds * 1000
  const limited = limitConcurrency(MAX_CONCURRENT)
  return Promise.all(
    checks.map(async check => {
      for (let attempts = 1; ; attempts++) {
        const result = await limited(() => attempt(place, check, clock, deadline - clock.now()))
        // Another attempt must begin before the deadline.
        if (result.passed || clock.now() + RETRY_INTERVAL_MS > deadline) return { ...result, attempts }
        await clock.sleep(RETRY_INTERVAL_MS)
      }
    }),
  )
}

/**
 * Runs a check once.
 * @param rest milliseconds until the deadline, if any
 */
export async function attempt(
  place: Place,
  check: Check,
  clock: Clock,
  rest = MAX_ATTEMPT_MS,
): Promise<Result> {
  const started = clock.now()
  const limit = Math.min(MAX_ATTEMPT_MS, Math.max(MIN_ATTEMPT_MS, rest))
  let answer: Answer
  try {
    answer = await exchange(place, check, limit)
  } catch (error) {
    const got = excerpt(requestError(error as Error))
    const mismatch = { expected: `HTTP ${check.statuses.join(' or ')}`, actual: got }
    const milliseconds = clock.now() - started
    return {
      ...{ check, passed: false, mismatches: [mismatch], got, excerpt: '' },
      ...{ attempts: 1, milliseconds, certificateEnds: undefined },
    }
  }
  const milliseconds = clock.now() - started
  const received = evaluate(check, { answer, milliseconds, version: place.version })
  return {
    ...{ check, passed: received.mismatches.length === 0, ...received, got: `HTTP ${answer.status}` },
    ...{ attempts: 1, milliseconds, certificateEnds: answer.certificateEnds },
  }
}

/** Whatever a response contains, it only fails its own check, not the action, which would end without a verdict. */
function evaluate(check: Check, received: Received): Pick<Result, 'mismatches' | 'excerpt'> {
  try {
    return { mismatches: mismatches(check, received), excerpt: excerpt(received.answer.body) }
  } catch (error) {
    const actual = excerpt(`evaluation failed: ${(error as Error).message}`)
    return { mismatches: [{ expected: 'a response that can be evaluated', actual }], excerpt: '' }
  }
}
