import { isShownIn, type KnownFault } from '@tsh/testing/known-faults'
import { type Cell, cellName } from './cells.ts'

export interface JudgedCell {
  cell: Cell
  outcome: 'passed' | 'known' | 'failed'
  /** Ids of the known faults that explain the failure. */
  faults: string[]
  /** What went wrong, unless a known fault explains it. */
  problem: string | undefined
}

/** The known faults that a cell may show: those of its engine, its server and its repository, and of two of them together. */
function faultsOf(cell: Cell, faults: readonly KnownFault[]): KnownFault[] {
  const [engine, server, repository] = [
    `engine-${cell.engine}`,
    `server-${cell.server}`,
    `repository-${cell.repository}`,
  ]
  const pairs = [`${engine}-${server}`, `${engine}-${repository}`, `${server}-${repository}`]
  const ids = [engine, server, repository, ...pairs]
  return faults.filter(({ case: id }) => ids.includes(id))
}

/** @param problems of the rehearsal, which has to be a deployment without any */
export function judgeCell(
  cell: Cell,
  problems: readonly string[],
  faults: readonly KnownFault[],
): JudgedCell {
  const possible = faultsOf(cell, faults)
  const shown = possible.filter(fault => isShownIn(problems.join('\n'), fault))
  if (problems.length === 0 && possible.length === 0)
    return { cell, outcome: 'passed', faults: [], problem: undefined }
  if (shown.length > 0)
    return { cell, outcome: 'known', faults: shown.map(fault => fault.case), problem: undefined }
  const unexpected = `passes now, so ${possible.map(fault => fault.case).join(' or ')} is not as listed`
  const problem = `${cellName(cell)}: ${problems.length === 0 ? unexpected : problems.join('; ')}`
  return { cell, outcome: 'failed', faults: [], problem }
}
