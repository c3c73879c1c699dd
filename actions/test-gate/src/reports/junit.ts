import {
  MAX_FAILURES,
  slowestOf,
  type TestDuration,
  type TestFailure,
  type TestReport,
} from './test-report.ts'
import type { XmlHandler } from './xml.ts'

/** Text of a failure that is kept. */
const MAX_MESSAGE_LENGTH = 500
/** Durations between two sorts. */
const MAX_PENDING_DURATIONS = 1000

interface OpenCase {
  test: { name: string; file?: string; line?: number }
  seconds: number
  failure?: { message: string }
  isSkipped: boolean
  isFlaky: boolean
}

/**
 * Reads a JUnit report (github.com/testmoapp/junitxml describes the forms in use). Counts are those of the test cases;
 * where a suite claims more failures than it has cases for, such as a crashed set-up, its claim counts.
 */
export class JunitReader implements XmlHandler {
  private readonly report = { tests: 0, failed: 0, skipped: 0, flaky: 0 }
  private readonly failures: TestFailure[] = []
  private durations: TestDuration[] = []
  /** Failures that the outermost element claims. */
  private claimed = 0
  private depth = 0
  private openCase: OpenCase | undefined
  private isInFailure = false

  open(name: string, attributes: Record<string, string>): void {
    this.depth++
    if (this.depth === 1) this.openRoot(name, attributes)
    else if (name === 'testcase') this.openTestCase(attributes)
    else if (this.openCase) this.openPartOfCase(name, attributes, this.openCase)
  }

  text(text: string): void {
    const failure = this.openCase?.failure
    if (this.isInFailure && failure && failure.message.length < MAX_MESSAGE_LENGTH)
      failure.message = (failure.message + text.slice(0, MAX_MESSAGE_LENGTH)).trimStart()
  }

  close(name: string): void {
    this.depth--
    if (name === 'failure' || name === 'error') this.isInFailure = false
    if (name === 'testcase' && this.openCase) this.closeTestCase(this.openCase)
  }

  /** The report, once the document has ended. */
  result(): TestReport {
    const failed = Math.max(this.report.failed, this.claimed)
    return { ...this.report, failed, failures: this.failures, slowest: slowestOf(this.durations) }
  }

  private openRoot(name: string, attributes: Record<string, string>): void {
    if (name !== 'testsuites' && name !== 'testsuite')
      throw new Error(`is no JUnit report: its outermost element is "${name}", expected "testsuites"`)
    this.claimed = count(attributes.failures) + count(attributes.errors)
  }

  private openTestCase({ name = '', classname = '', time, file, line }: Record<string, string>): void {
    const at = line === undefined ? {} : { line: count(line) }
    const test = { name: classname ? `${classname} › ${name}` : name, ...(file ? { file, ...at } : {}) }
    this.openCase = { test, seconds: Number(time) || 0, isSkipped: false, isFlaky: false }
  }

  private openPartOfCase(name: string, attributes: Record<string, string>, open: OpenCase): void {
    if (name === 'failure' || name === 'error') {
      open.failure ??= { message: attributes.message ?? attributes.type ?? '' }
      this.isInFailure = open.failure.message === ''
    }
    if (name === 'skipped') open.isSkipped = true
    // As Maven Surefire writes a test that passed when it was repeated.
    if (name === 'flakyFailure' || name === 'flakyError') open.isFlaky = true
  }

  private closeTestCase({ test, seconds, failure, isSkipped, isFlaky }: OpenCase): void {
    this.openCase = undefined
    this.report.tests++
    if (failure) this.report.failed++
    else if (isSkipped) this.report.skipped++
    else if (isFlaky) this.report.flaky++
    if (failure && this.failures.length < MAX_FAILURES)
      this.failures.push({ ...test, message: failure.message.slice(0, MAX_MESSAGE_LENGTH).trim() })
    this.durations.push({ name: test.name, seconds })
    if (this.durations.length > MAX_PENDING_DURATIONS) this.durations = slowestOf(this.durations)
  }
}

const count = (text = ''): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0)
