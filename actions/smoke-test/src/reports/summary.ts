import { escapeMarkdown, table } from '@tsh/action'
import type { Findings } from '../checks/check.ts'
import { nameOf } from '../checks/expectation.ts'
import type { SmokeInputs } from '../inputs.ts'
import { conclusionOf } from './conclusion.ts'
import { actualOf, expectedOf, type Result } from './result.ts'

const MARKS = { passed: '✅', 'bad-release': '❌', edge: '⚠️' }

/** The summary on the page of the run. */
export function summaryOf(
  { url, slotUrl }: SmokeInputs,
  findings: Findings,
  notes: readonly string[],
): string {
  const conclusion = conclusionOf({ url, slotUrl }, findings)
  const sentence = conclusion.charAt(0).toUpperCase() + conclusion.slice(1)
  const parts = [
    `### Smoke tests of ${escapeMarkdown(url)}`,
    `${MARKS[findings.verdict]} ${escapeMarkdown(sentence)}.`,
    resultTable(findings.results),
    ...(findings.slot
      ? [`The same on the server, ${escapeMarkdown(slotUrl)}:`, resultTable(findings.slot)]
      : []),
    ...notes.map(note => `${escapeMarkdown(note)}.`),
  ]
  return `${parts.join('\n\n')}\n`
}

function resultTable(results: readonly Result[]): string {
  const rows = results.map(result => [
    result.passed ? '✅' : '❌',
    escapeMarkdown(nameOf(result.check)),
    escapeMarkdown(expectedOf(result)),
    escapeMarkdown(actualOf(result)),
    String(result.attempts),
    `${Math.ceil(result.milliseconds)} ms`,
  ])
  return table(['', 'Check', 'Expected', 'Actual', 'Attempts', 'Time'], rows)
}
