import type { Answered } from '@tsh/deployment'

/** Fewer failed requests are not significant. */
const MIN_FAILURES = 5
/** Tolerated failure rate of a release: twice that of the old one plus one percentage point. */
const MAX_RATIO = 2
const MARGIN = 0.01
/** Fewer requests to a release are not significant. */
const MIN_REQUESTS = 20

/** Whether a release has a clearly higher error rate than the live one. */
export function isClearlyWorse(tried: Answered, old: Answered): boolean {
  return tried.failures >= MIN_FAILURES && rateOf(tried) > MAX_RATIO * rateOf(old) + MARGIN
}

/** Whether a release has received too few requests for a meaningful error rate. */
export const isTooFew = ({ requests }: Answered): boolean => requests < MIN_REQUESTS

/** "812 requests, 3 failed (0.4 %)" */
export function formatCounts(answered: Answered): string {
  const { requests, failures } = answered
  return `${requests} requests, ${failures} failed (${(rateOf(answered) * 100).toFixed(1)} %)`
}

const rateOf = ({ requests, failures }: Answered): number => (requests === 0 ? 0 : failures / requests)
