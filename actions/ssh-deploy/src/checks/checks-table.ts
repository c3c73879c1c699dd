import { escapeMarkdown, table } from '@tsh/action'
import type { Check } from './check.ts'

/** The checks as a Markdown table: every problem and warning has its own row with the next step. */
export const checksTable = (checks: readonly Check[]): string =>
  table(['Check', 'Result', 'Next step'], checks.flatMap(rowsOf))

function rowsOf({ name, found, problems, warnings, isSkipped }: Check): string[][] {
  if (isSkipped) return [[name, `not checked: ${escapeMarkdown(found)}`, '']]
  const rows = [
    ...problems.map(text => rowOf('❌', name, text)),
    ...warnings.map(text => rowOf('⚠️', name, text)),
  ]
  return rows.length > 0 ? rows : [[name, `✅ ${escapeMarkdown(found)}`.trim(), '']]
}

function rowOf(icon: string, name: string, text: string): string[] {
  const { what, next } = inParts(text)
  return [name, `${icon} ${escapeMarkdown(what)}`, escapeMarkdown(next)]
}

/** A message is one sentence with what is wrong, and the next step in the rest. */
function inParts(text: string): { what: string; next: string } {
  const end = text.search(/[.?] (?=[A-Z])/)
  return end === -1 ? { what: text, next: '' } : { what: text.slice(0, end), next: text.slice(end + 2) }
}
