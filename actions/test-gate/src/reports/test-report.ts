/** The tests of one command, from its JUnit reports. */
export interface TestReport {
  /** All test cases, skipped ones included. */
  tests: number
  /** Failures and errors. */
  failed: number
  skipped: number
  /** Passed only when they were repeated. */
  flaky: number
  failures: readonly TestFailure[]
  /** The slowest ones first. */
  slowest: readonly TestDuration[]
}

export interface TestFailure {
  /** Class and name of the test. */
  name: string
  message: string
  /** Where the report names it. */
  file?: string
  line?: number
}

export interface TestDuration {
  name: string
  seconds: number
}

/** Failures that are kept for the log and the summary; the others are only counted. */
export const MAX_FAILURES = 50
/** Durations that are kept for the summary. */
export const MAX_SLOWEST = 5

export const EMPTY_REPORT: TestReport = {
  tests: 0,
  failed: 0,
  skipped: 0,
  flaky: 0,
  failures: [],
  slowest: [],
}

/** Several reports as one. */
export function combineReports(reports: readonly TestReport[]): TestReport {
  return reports.reduce(
    (sum, report) => ({
      tests: sum.tests + report.tests,
      failed: sum.failed + report.failed,
      skipped: sum.skipped + report.skipped,
      flaky: sum.flaky + report.flaky,
      failures: [...sum.failures, ...report.failures].slice(0, MAX_FAILURES),
      slowest: slowestOf([...sum.slowest, ...report.slowest]),
    }),
    EMPTY_REPORT,
  )
}

/** The longest durations, longest first. */
export const slowestOf = (durations: readonly TestDuration[]): TestDuration[] =>
  [...durations].sort((one, other) => other.seconds - one.seconds).slice(0, MAX_SLOWEST)
