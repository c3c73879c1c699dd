import { escapedJson } from '@tsh/action'
import type { Findings } from '../checks/check.ts'
import { nameOf } from '../checks/expectation.ts'
import { daysLeft } from '../http/certificate.ts'
import type { Result } from './result.ts'

/**
 * An escaped character takes seven bytes, and Linux limits a variable to 128 KiB (execve(2), MAX_ARG_STRLEN), in which the
 * next job gets the outputs of all jobs.
 */
const MAX_LENGTH = 80
const MAX_CHECKS = 30

/** The outputs of a test, at the public URL if it was tested. */
export function outputsOf({ verdict, results }: Findings, now: number) {
  const ends = firstEnd(results)
  return {
    verdict,
    passed: results.filter(({ passed }) => passed).length,
    results: escapedJson(results.slice(0, MAX_CHECKS).map(asEvidence)),
    'certificate-days': ends === undefined ? '' : daysLeft(ends, now),
  }
}

/** When the first certificate expires; undefined without one. */
export function firstEnd(results: readonly Result[]): Date | undefined {
  const ends = results.flatMap(({ certificateEnds }) => certificateEnds?.getTime() ?? [])
  return ends.length === 0 ? undefined : new Date(Math.min(...ends))
}

/** A check as evidence, for the checklist of the deployment. */
const asEvidence = ({ check, passed, got, attempts, milliseconds }: Result) => ({
  name: nameOf(check).slice(0, MAX_LENGTH),
  passed,
  got: got.slice(0, MAX_LENGTH),
  attempts,
  milliseconds: Math.ceil(milliseconds),
})
