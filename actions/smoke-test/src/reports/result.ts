import { type Check, nameOf } from '../checks/expectation.ts'
import type { Mismatch } from '../checks/mismatches.ts'

/** The outcome of a check: the result of its last attempt. */
export interface Result {
  check: Check
  passed: boolean
  /** Empty if the check passed. */
  mismatches: readonly Mismatch[]
  /** `HTTP 200`, or the error. */
  got: string
  /** Beginning of the response body, safe to display. */
  excerpt: string
  attempts: number
  /** Duration of the last attempt. */
  milliseconds: number
  /** When the site's certificate expires; undefined without one. */
  certificateEnds: Date | undefined
}

export const expectedOf = ({ check, mismatches }: Result): string =>
  mismatches.map(({ expected }) => expected).join(', ') || `HTTP ${check.statuses.join(' or ')}`

export function actualOf({ got, mismatches, excerpt }: Result): string {
  const actual = mismatches.map(({ actual }) => actual).join(', ') || got
  return mismatches.length > 0 && excerpt !== '' ? `${actual}; body "${excerpt}"` : actual
}

/** One line about a check that failed. */
export function failure(result: Result): string {
  const { check, attempts, milliseconds } = result
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`
  return `${nameOf(check)}: expected ${expectedOf(result)}, got ${actualOf(result)} (${tries}, the last took ${Math.ceil(milliseconds)} ms)`
}
