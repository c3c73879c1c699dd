import { GROUPS, type Group, type Result } from './case.ts'

export interface Row {
  group: string
  about: string
  cases: number
  right: number
  falseSuccesses: number
  left: number
  /** Cases run with the naive pipeline, and how often it accepted an incomplete dump. */
  naive: { cases: number; trusting: number; checking: number }
}

export function rowsOf(results: readonly Result[]): Row[] {
  const groups = (Object.keys(GROUPS) as Group[]).filter(group =>
    results.some(result => result.case.group === group),
  )
  const rows = groups.map(group =>
    row(
      group,
      GROUPS[group],
      results.filter(result => result.case.group === group),
    ),
  )
  return [...rows, row('all', '', results)]
}

function row(group: string, about: string, results: readonly Result[]): Row {
  const count = (test: (result: Result) => unknown): number => results.filter(test).length
  return {
    ...{ group, about, cases: results.length },
    right: count(({ wrong }) => wrong === undefined),
    falseSuccesses: count(({ falseSuccess }) => falseSuccess),
    left: count(({ left }) => left.length > 0),
    naive: {
      cases: count(({ naive }) => naive),
      trusting: count(({ naive }) => naive?.trusting && !naive.whole),
      checking: count(({ naive }) => naive?.checking && !naive.whole),
    },
  }
}

/** The table for a terminal. */
export function formatTable(rows: readonly Row[]): string {
  const head = [
    '',
    '',
    'cases',
    'right',
    'false success',
    'left behind',
    'naive: cases',
    'accepted',
    'accepted (checks code)',
  ]
  const body = rows.map(({ group, about, cases, right, falseSuccesses, left, naive }) =>
    [group, about, cases, right, falseSuccesses, left, naive.cases, naive.trusting, naive.checking].map(
      String,
    ),
  )
  const widths = head.map((title, at) => Math.max(title.length, ...body.map(line => line[at]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
  return [line(head), ...body.map(line)].join('\n')
}
