import type { Annotation as FindingAnnotation } from '@tsh/standard'
import type { TestFailure } from './reports/test-report.ts'
import { coverageOf, failureOf, type Result } from './result.ts'

/** Why the gate is closed, in one sentence each; empty when it is open. @param minCoveragePercent undefined for no minimum */
export function problemsOf(results: readonly Result[], minCoveragePercent?: number): string[] {
  const failed = results.flatMap(result => {
    const failure = failureOf(result)
    return failure === undefined ? [] : `${result.command.name} (${failure})`
  })
  const coverage = coverageProblem(results, minCoveragePercent)
  return [
    ...(failed.length > 0
      ? [`${failed.length} of ${results.length} commands failed: ${failed.join(', ')}. Their output is above`]
      : []),
    ...(coverage === undefined ? [] : [coverage]),
  ]
}

function coverageProblem(results: readonly Result[], minimum: number | undefined): string | undefined {
  if (minimum === undefined) return undefined
  const percent = coverageOf(results)
  if (percent === undefined)
    return `coverage is unknown, and "min-coverage-percent" is ${minimum}. Set "coverage" of the command that measures it`
  return percent < minimum
    ? `coverage is ${percent} % of lines, below the minimum of ${minimum} %. Add tests, or lower "min-coverage-percent"`
    : undefined
}

/** GitHub shows ten annotations of a kind for each step (docs.github.com, "Workflow commands"). */
const MAX_ANNOTATIONS = 10

export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  title: string
  text: string
  file?: string
  line?: number
}

/**
 * Failed tests and findings of the standard at their places, as many as GitHub shows next to the problems themselves.
 * @param findings at most ten
 */
export function annotations(
  results: readonly Result[],
  problems: number,
  findings: readonly FindingAnnotation[] = [],
): Annotation[] {
  const tests = results.flatMap(({ tests }) => tests?.failures ?? []).map(ofTest)
  const found = findings.map(({ message, ...finding }) => ({ ...finding, text: message }))
  const [errors, others] = [found.filter(isError), found.filter(one => !isError(one))]
  return [...[...tests, ...errors].slice(0, Math.max(0, MAX_ANNOTATIONS - problems)), ...others]
}

const isError = ({ level }: Annotation): boolean => level === 'error'

const ofTest = ({ name, message, file, line }: TestFailure): Annotation => ({
  level: 'error',
  title: 'test-gate',
  text: message === '' ? name : `${name}: ${message}`,
  ...(file === undefined ? {} : { file }),
  ...(line === undefined ? {} : { line }),
})
