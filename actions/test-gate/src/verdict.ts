import { combineCoverage, percentOf } from './reports/coverage.ts'
import { failureOf, type Result } from './result.ts'

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
  const all = results.flatMap(({ coverage }) => coverage ?? [])
  if (all.length === 0)
    return `coverage is unknown, and "min-coverage-percent" is ${minimum}. Set "coverage" of the command that measures it`
  const percent = percentOf(combineCoverage(all))
  return percent < minimum
    ? `coverage is ${percent} % of lines, below the minimum of ${minimum} %. Add tests, or lower "min-coverage-percent"`
    : undefined
}

/** GitHub shows ten annotations of a kind for each step (docs.github.com, "Workflow commands"). */
const MAX_ANNOTATIONS = 10

export interface Annotation {
  text: string
  file?: string
  line?: number
}

/** Failed tests at their places, as many as GitHub shows next to the problems themselves. */
export function annotations(results: readonly Result[], problems: number): Annotation[] {
  const failures = results.flatMap(({ tests }) => tests?.failures ?? [])
  return failures.slice(0, Math.max(0, MAX_ANNOTATIONS - problems)).map(({ name, message, file, line }) => ({
    text: message === '' ? name : `${name}: ${message}`,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  }))
}
