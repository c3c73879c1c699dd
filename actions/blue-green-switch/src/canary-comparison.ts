import type { Answered } from '@tsh/deployment'

/** Fewer failed requests say nothing. */
const LEAST_FAILURES = 5
/** What a release may fail more than the old one: twice its rate, and one request in a hundred. */
const TIMES = 2
const MARGIN = 0.01
/** Fewer requests of a release show little of it. */
const LEAST_REQUESTS = 20

/** Whether a release has clearly more errors than the one that has the traffic. */
export function isClearlyWorse(tried: Answered, old: Answered): boolean {
  return tried.failures >= LEAST_FAILURES && rateOf(tried) > TIMES * rateOf(old) + MARGIN
}

/** Whether so few visitors have met a release that its rate shows little. */
export const isTooFew = ({ requests }: Answered): boolean => requests < LEAST_REQUESTS

/** "812 requests, 3 failed (0.4 %)" */
export function answeredText(answered: Answered): string {
  const { requests, failures } = answered
  return `${requests} requests, ${failures} failed (${(rateOf(answered) * 100).toFixed(1)} %)`
}

const rateOf = ({ requests, failures }: Answered): number => (requests === 0 ? 0 : failures / requests)
