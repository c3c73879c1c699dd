import { type Cell, cellName } from './cells.ts'

/** What the judgement needs of an entry of `known-faults.ts`. */
export interface Fault {
  case: string
  actual: string
}

export interface JudgedCell {
  cell: Cell
  outcome: 'passed' | 'known' | 'failed'
  /** Ids of the known faults that explain the failure. */
  faults: string[]
  /** What went wrong, unless a known fault explains it. */
  problem: string | undefined
}

/** The known faults that a cell may show: those of its engine, its server and its repository. */
export const faultsOf = <T extends Fault>({ engine, server, repository }: Cell, faults: readonly T[]): T[] =>
  faults.filter(({ case: id }) =>
    [`engine-${engine}`, `server-${server}`, `repository-${repository}`].includes(id),
  )

/** @param problems of the rehearsal, which has to be a deployment without any */
export function judgeCell(cell: Cell, problems: readonly string[], faults: readonly Fault[]): JudgedCell {
  const possible = faultsOf(cell, faults)
  const text = plain(problems.join('\n'))
  const shown = possible.filter(fault => text.includes(plain(fault.actual)))
  if (problems.length === 0 && possible.length === 0)
    return { cell, outcome: 'passed', faults: [], problem: undefined }
  if (shown.length > 0)
    return { cell, outcome: 'known', faults: shown.map(fault => fault.case), problem: undefined }
  const unexpected = `passes now, so ${possible.map(fault => fault.case).join(' or ')} is not as listed`
  const problem = `${cellName(cell)}: ${problems.length === 0 ? unexpected : problems.join('; ')}`
  return { cell, outcome: 'failed', faults: [], problem }
}

/** Quotes are escaped in the messages of a test, and not here. */
const plain = (text: string): string => text.replaceAll('\\', '')
