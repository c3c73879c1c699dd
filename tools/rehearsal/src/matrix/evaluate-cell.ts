import { isShownIn, type KnownFault } from '@tsh/testing/known-faults'
import { type Cell, cellName } from './cells.ts'

export interface CellResult {
  cell: Cell
  outcome: 'passed' | 'known' | 'failed'
  /** Ids of the known faults that explain the failure. */
  faults: string[]
  /** The failure, unless a known fault explains it. */
  problem: string | undefined
}

/** The known faults that can occur in a cell: of its engine, server or repository, or of any pair of them. */
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

/** @param problems of the rehearsal; expected to be empty */
export function evaluateCell(
  cell: Cell,
  problems: readonly string[],
  faults: readonly KnownFault[],
): CellResult {
  const possible = faultsOf(cell, faults)
  const shown = possible.filter(fault => isShownIn(problems.join('\n'), fault))
  if (problems.length === 0 && possible.length === 0)
    return { cell, outcome: 'passed', faults: [], problem: undefined }
  if (shown.length > 0)
    return { cell, outcome: 'known', faults: shown.map(fault => fault.case), problem: undefined }
  const unexpected = `passes, but the known fault ${possible.map(fault => fault.case).join(' or ')} is still listed`
  const problem = `${cellName(cell)}: ${problems.length === 0 ? unexpected : problems.join('; ')}`
  return { cell, outcome: 'failed', faults: [], problem }
}
