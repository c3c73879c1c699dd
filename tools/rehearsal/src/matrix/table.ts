import { GENERATIONS } from '@tsh/sandbox/engine/generations'
import type { CellResult } from './evaluate-cell.ts'

const MARKS = { passed: '✓', known: '○', failed: '✗' }

/** A row for each repository and a column for each engine, with the server and the outcome in the cells. */
export function matrixTable(cells: readonly CellResult[]): string {
  const repositories = [...new Set(cells.map(({ cell }) => cell.repository))]
  const rows = repositories.map(repository => [
    repository,
    ...GENERATIONS.map(engine =>
      cells.filter(({ cell }) => cell.repository === repository && cell.engine === engine).map(text),
    ),
  ])
  const table = [['repository', ...GENERATIONS], ...rows].map(row => row.map(String))
  const widths = table[0]?.map((_, column) => Math.max(...table.map(row => row[column]?.length ?? 0))) ?? []
  const lines = table.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n${MARKS.passed} deployed without a problem  ${MARKS.known} fails as a known fault  ${MARKS.failed} fails`
}

const text = ({ cell, outcome, faults }: CellResult): string =>
  `${MARKS[outcome]} ${cell.server}${faults.length > 0 ? ` (${faults.join(', ')})` : ''}`
