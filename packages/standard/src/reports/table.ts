import { inlineCode, printable, table } from '@tsh/action'
import type { Finding, Severity } from '../finding.ts'

const NAMES: Record<Severity, string> = { E: 'error', W: 'warning', N: 'note' }

/** The findings for a terminal: one line each, followed by the fix. */
export function textTable(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No findings'
  const rows = findings.map(({ id, severity, file, line, message, fix }) => ({
    head: [severity, id, `${file}:${line}`],
    message,
    fix,
  }))
  const widths = [0, 1, 2].map(at =>
    Math.min(Math.max(...rows.map(({ head }) => head[at]?.length ?? 0)), MAX_COLUMN_WIDTH),
  )
  const lines = rows.flatMap(({ head, message, fix }) => {
    const start = head.map((text, at) => text.padEnd(widths[at] ?? 0)).join('  ')
    return [`${start}  ${message}`, `${''.padEnd(widths[0] ?? 1)}  ${fix}`]
  })
  return printable([...lines, '', counts(findings)].join('\n'))
}

const MAX_COLUMN_WIDTH = 48

/** `2 errors, 1 warning, 0 notes`. */
export function counts(findings: readonly Finding[]): string {
  const severities: readonly Severity[] = ['E', 'W', 'N']
  return severities
    .map(severity => {
      const count = findings.filter(finding => finding.severity === severity).length
      return `${count} ${NAMES[severity]}${count === 1 ? '' : 's'}`
    })
    .join(', ')
}

/** Keeps the summary below GitHub's limit of 1 MiB. */
const MAX_ROWS = 200

/** The findings as a table in Markdown. */
export function summaryTable(findings: readonly Finding[]): string {
  const rows = findings
    .slice(0, MAX_ROWS)
    .map(({ id, severity, file, line, message, fix }) => [
      NAMES[severity],
      id,
      inlineCode(`${file}:${line}`),
      message,
      fix,
    ])
  const more =
    findings.length > MAX_ROWS ? `\n${findings.length - MAX_ROWS} more findings are in the JSON.\n` : ''
  return `${table(['', 'rule', 'place', 'finding', 'fix'], rows)}${more}`
}
