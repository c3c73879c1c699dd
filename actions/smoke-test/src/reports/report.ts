import { log, UserError, writeSummary } from '@tsh/action'
import type { Findings } from '../checks/check.ts'
import { nameOf } from '../checks/expectation.ts'
import { certificateNote } from '../http/certificate.ts'
import type { SmokeInputs } from '../inputs.ts'
import { conclusionOf } from './conclusion.ts'
import { writeJunit } from './junit.ts'
import { firstEnd } from './outputs.ts'
import { failure, type Result } from './result.ts'
import { summaryOf } from './summary.ts'

/** Limit of GitHub per step (docs.github.com, "Limits on annotations"). */
const MAX_ANNOTATIONS = 10

/**
 * Reports the findings in the log, the summary and the JUnit file.
 * @throws UserError with a line for each failed check, if any
 */
export async function report(inputs: SmokeInputs, findings: Findings): Promise<void> {
  const { results, slot } = findings
  showResults(inputs.url, results)
  if (slot) showResults(`${inputs.slotUrl} on the server`, slot)
  await writeSummary(summaryOf(inputs, findings, certificateNotes(inputs.url, results)))
  await keepJunit(inputs, findings)
  if (findings.verdict !== 'passed') throw new UserError(problemsOf(inputs, findings))
}

function showResults(place: string, results: readonly Result[]): void {
  log.info(place)
  for (const result of results) {
    const { passed, check, got, attempts, milliseconds } = result
    const tries = attempts === 1 ? '' : `, attempt ${attempts}`
    const line = passed
      ? `${nameOf(check)}: ${got} in ${Math.ceil(milliseconds)} ms${tries}`
      : failure(result)
    log.untrusted(`${passed ? 'passed' : 'FAILED'} ${line}`)
  }
}

function certificateNotes(url: string, results: readonly Result[]): string[] {
  const ends = firstEnd(results)
  if (ends === undefined) return []
  const { text, short } = certificateNote(url, ends, Date.now())
  if (short) log.warning(`smoke-test: ${text}. Renew it.`, 'smoke-test')
  else log.info(text)
  return [text]
}

/** A file that cannot be written is no failure of the release, so it is a warning. */
async function keepJunit(
  { junitFile, url, slotUrl }: SmokeInputs,
  { results, slot }: Findings,
): Promise<void> {
  if (junitFile === '') return
  const suites = [{ url, results }, ...(slot ? [{ url: slotUrl, results: slot }] : [])]
  try {
    await writeJunit(junitFile, suites)
  } catch (error) {
    log.warning(`smoke-test: could not write the JUnit file: ${(error as Error).message}`, 'smoke-test')
  }
}

/** The verdict and the failures, up to GitHub's limit. */
export function problemsOf(inputs: SmokeInputs, findings: Findings): string[] {
  const lines = [
    ...failures(findings.results).map(failure),
    ...failures(findings.slot ?? []).map(result => `on the server, ${failure(result)}`),
  ]
  const room = MAX_ANNOTATIONS - 1
  const shown = lines.length > room ? lines.slice(0, room - 1) : lines
  const more = lines.length - shown.length
  return [
    conclusionOf(inputs, findings),
    ...shown,
    ...(more > 0 ? [`${more} more failures are in the log and the summary`] : []),
  ]
}

const failures = (results: readonly Result[]): Result[] => results.filter(({ passed }) => !passed)
