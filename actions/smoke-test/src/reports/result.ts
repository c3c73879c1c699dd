import { type Check, nameOf } from '../checks/expectation.ts'
import type { Mismatch } from '../checks/mismatches.ts'

/** How a check ended: what its last attempt got. */
export interface Result {
  check: Check
  passed: boolean
  /** What was wrong; empty when it passed. */
  mismatches: readonly Mismatch[]
  /** `HTTP 200`, or the fault that there was instead. */
  got: string
  /** Beginning of the answer's body, fit to be shown. */
  excerpt: string
  attempts: number
  /** What the last attempt took. */
  milliseconds: number
  /** When the site's certificate expires; missing where there was none. */
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
