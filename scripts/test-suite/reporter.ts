import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'

/** Environment variable with the file that the reporter writes its {@link JestReport} to. */
export const REPORT_VARIABLE = 'TSH_JEST_REPORT'

export interface JestReport {
  passed: number
  /** Tests that only `npm run test:full` runs. */
  skipped: number
  files: { file: string; seconds: number; failures: string[]; tests: { name: string; seconds: number }[] }[]
}

interface FileResult {
  testFilePath: string
  failureMessage?: string | null
  numFailingTests: number
  numPassingTests: number
  numPendingTests: number
  perfStats: { runtime: number }
  testResults: { status: string; fullName: string; duration?: number | null }[]
  console?: { message: string }[]
}

const PROGRESS_SECONDS = 60

/** Prints failures immediately and the progress once a minute; nothing about passing tests. */
export default class FailuresAndProgress {
  private readonly rootDir: string
  private readonly startedAt = Date.now()
  private readonly running = new Map<string, number>()
  private readonly report: JestReport = { passed: 0, skipped: 0, files: [] }
  private fileCount = 0
  private failed = 0
  private timer: NodeJS.Timeout | undefined

  constructor({ rootDir }: { rootDir: string }) {
    this.rootDir = rootDir
  }

  onRunStart({ numTotalTestSuites }: { numTotalTestSuites: number }): void {
    this.fileCount = numTotalTestSuites
    this.timer = setInterval(() => this.printProgress(), PROGRESS_SECONDS * 1000)
    this.timer.unref()
  }

  onTestFileStart({ path }: { path: string }): void {
    this.running.set(relative(this.rootDir, path), Date.now())
  }

  onTestFileResult(_test: unknown, result: FileResult): void {
    const file = relative(this.rootDir, result.testFilePath)
    this.running.delete(file)
    this.failed += result.numFailingTests
    this.report.passed += result.numPassingTests
    this.report.skipped += result.numPendingTests
    this.report.files.push({
      file,
      seconds: result.perfStats.runtime / 1000,
      failures: failuresIn(file, result),
      tests: result.testResults.map(({ fullName, duration }) => ({
        name: fullName,
        seconds: (duration ?? 0) / 1000,
      })),
    })
    if (!result.failureMessage) return
    print(`FAILED ${file}\n${result.failureMessage.trimEnd()}`)
    for (const { message } of result.console ?? []) print(message.replace(/^/gm, '  | '))
  }

  onRunComplete(): void {
    clearInterval(this.timer)
    const path = process.env[REPORT_VARIABLE]
    if (path) writeFileSync(path, JSON.stringify(this.report))
  }

  private printProgress(): void {
    const { passed, files } = this.report
    const [longest] = [...this.running].sort(([, one], [, other]) => one - other)
    const running = longest ? `; ${longest[0]} has been running for ${secondsSince(longest[1])} s` : ''
    const counts = `${files.length} of ${this.fileCount} files, ${passed} passed, ${this.failed} failed`
    print(`  ${secondsSince(this.startedAt)} s: ${counts}${running}`)
  }
}

function failuresIn(file: string, { failureMessage, testResults }: FileResult): string[] {
  const failed = testResults.filter(({ status }) => status === 'failed')
  if (failed.length > 0) return failed.map(({ fullName }) => `${file}: ${fullName}`)
  return failureMessage ? [`${file} could not run`] : []
}

const print = (line: string): void => void process.stderr.write(`${line}\n`)
const secondsSince = (time: number): number => Math.round((Date.now() - time) / 1000)
