import { IGNORE_RULES } from '../ignores.ts'
import type { Rule } from '../rule.ts'
import { GROUPS } from '../rules/index.ts'

const SEVERITIES = { E: 'error', W: 'warning', N: 'note' }

/** The rules for the documentation, as Markdown: a table for each group. */
export function standardReference(): string {
  const groups = [...GROUPS, { name: 'The settings of the standard', rules: IGNORE_RULES }]
  return groups.map(({ name, rules }) => `### ${name}\n\n${tableOf(rules)}`).join('\n')
}

function tableOf(rules: readonly Omit<Rule, 'check'>[]): string {
  const rows = rules.map(({ id, severity, title, fix }) =>
    [`<a id="${id.toLowerCase()}"></a>${id}`, SEVERITIES[severity], title, fix].map(cell).join(' | '),
  )
  return [
    '| rule | severity | requirement | fix |',
    '| --- | --- | --- | --- |',
    ...rows.map(row => `| ${row} |`),
    '',
  ].join('\n')
}

const cell = (text: string): string => text.replaceAll('|', '\\|')
