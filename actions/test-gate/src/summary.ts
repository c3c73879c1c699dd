import { escapeMarkdown, table } from '@tsh/action'
import { percentOf } from './reports/coverage.ts'
import { slowestOf } from './reports/test-report.ts'
import { failureOf, type Result } from './result.ts'

/** The job summary: a row per command, the failed tests, and the slowest ones. */
export function summaryOf(results: readonly Result[], problems: readonly string[]): string {
  const parts = [
    '### Test gate',
    table(['Result', 'Name', 'Kind', 'Command', 'Tests', 'Coverage', 'Time'], results.map(row)),
    ...problems.map(problem => `❌ ${escapeMarkdown(problem)}.`),
    failedTests(results),
    slowestTests(results),
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

function row(result: Result): string[] {
  const { command, seconds, tests, coverage } = result
  const failure = failureOf(result)
  return [
    failure === undefined ? '✅ passed' : `❌ ${escapeMarkdown(failure)}`,
    escapeMarkdown(command.name),
    command.kind,
    escapeMarkdown(command.run),
    tests ? testCounts(tests) : '–',
    coverage ? `${percentOf(coverage)} %` : '–',
    `${seconds.toFixed(1)} s`,
  ]
}

const testCounts = ({ tests, failed, skipped, flaky }: NonNullable<Result['tests']>): string =>
  [
    `${tests}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
  ].join(', ')

/** Failed tests in the summary; the log has more of each. */
const MAX_ROWS = 20

function failedTests(results: readonly Result[]): string {
  const failures = results.flatMap(({ tests }) => tests?.failures ?? [])
  if (failures.length === 0) return ''
  const rows = failures
    .slice(0, MAX_ROWS)
    .map(({ name, message }) => [escapeMarkdown(name), escapeMarkdown(message)])
  const all = results.reduce((sum, { tests }) => sum + (tests?.failed ?? 0), 0)
  const more = all > rows.length ? `\n\nand ${all - rows.length} more` : ''
  return `#### Failed tests\n\n${table(['Test', 'Message'], rows)}${more}`
}

/** A test that takes less is not worth a row. */
const MIN_SLOW_SECONDS = 1

function slowestTests(results: readonly Result[]): string {
  const slowest = slowestOf(results.flatMap(({ tests }) => tests?.slowest ?? []))
  const rows = slowest
    .filter(({ seconds }) => seconds >= MIN_SLOW_SECONDS)
    .map(({ name, seconds }) => [escapeMarkdown(name), `${seconds.toFixed(1)} s`])
  return rows.length === 0 ? '' : `#### Slowest tests\n\n${table(['Test', 'Time'], rows)}`
}
