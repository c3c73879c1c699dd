import type { Command } from './command.ts'
import { type Coverage, combineCoverage, percentOf } from './reports/coverage.ts'
import type { TestReport } from './reports/test-report.ts'

/** How one command ended. */
export interface Result {
  command: Command
  seconds: number
  /** The exit code; undefined for a command that timed out. */
  code?: number
  /** From its reports, where it names some and they could be read. */
  tests?: TestReport
  coverage?: Coverage
  /** What is wrong with its reports, each continuing the sentence "unit …". */
  reportProblems: readonly string[]
}

/** Why a command failed, continuing its name; undefined when it passed. Reports can fail it, and never save it. */
export function failureOf({ command, code, tests, reportProblems }: Result): string | undefined {
  if (code === undefined) return `timed out after ${command.timeoutSeconds} s`
  if (isPytest(command) && code === 5) return 'exit code 5: pytest found no tests'
  const counts = tests && tests.failed > 0 ? `${tests.failed} of ${tests.tests} tests failed` : undefined
  if (code !== 0) return counts === undefined ? `exit code ${code}` : `exit code ${code}, ${counts}`
  return counts ?? (reportProblems.length > 0 ? reportProblems.join('; ') : noTests(tests))
}

const noTests = (tests: TestReport | undefined): string | undefined => {
  if (tests === undefined || tests.tests > tests.skipped) return undefined
  return tests.tests === 0 ? 'its report has no tests' : `all of its ${tests.tests} tests were skipped`
}

/** docs.pytest.org, "Exit codes": 5 is "No tests were collected". */
const isPytest = ({ run }: Command): boolean => /\b(pytest|py\.test)\b/.test(run)

/** The coverage of all commands in percent; undefined when none measured it. */
export function coverageOf(results: readonly Result[]): number | undefined {
  const coverage = results.flatMap(({ coverage }) => coverage ?? [])
  return coverage.length === 0 ? undefined : percentOf(combineCoverage(coverage))
}
