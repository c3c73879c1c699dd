/**
 * Rehearses deployments over engines, servers and repositories: `node tools/rehearsal/src/matrix/main.ts [--only TEXT] [--json FILE]`.
 * A cell that fails has to be explained by an entry of known-faults.ts. The exit code is 1 when one is not.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { treeInUse } from '@tsh/bundles'
import { KNOWN_FAULTS } from '@tsh/testing/known-faults'
import { makeRepository, REPOSITORIES } from '../../test/runs/repositories.ts'
import { readArguments } from '../arguments.ts'
import { rehearse } from '../rehearse.ts'
import { type Cell, cellName, pairwiseCells } from './cells.ts'
import { type JudgedCell, judgeCell } from './judge-cell.ts'
import { matrixTable } from './table.ts'

/** A rehearsal waits for containers half of its time. */
const CONCURRENT = 2
/** Most of what a rehearsal costs are its visitors. */
const REQUESTS_PER_SECOND = 30

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, json: { type: 'string', default: '' } },
})
const names = REPOSITORIES.map(({ name }) => name)
const cells = pairwiseCells(names).filter(cell => cellName(cell).includes(values.only))
const folder = mkdtempSync(join(tmpdir(), 'sandbox-matrix-'))
try {
  process.env.TSH_BUNDLES = await treeInUse()
  for (const name of names) makeRepository(name, folder)
  const judged = await runAll()
  console.log(`\n${matrixTable(judged)}\n`)
  if (values.json) writeFileSync(values.json, `${JSON.stringify(judged, null, 2)}\n`)
  process.exitCode = judged.some(({ outcome }) => outcome === 'failed') ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function runAll(): Promise<JudgedCell[]> {
  const results: JudgedCell[] = []
  const open = [...cells.entries()]
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next; next = open.shift()) {
      const [at, cell] = next
      const judged = judgeCell(cell, await problemsOf(cell), KNOWN_FAULTS)
      results[at] = judged
      const known = judged.faults.length > 0 ? ` (${judged.faults.join(', ')})` : ''
      console.log(`${cellName(cell)}: ${judged.outcome}${known}`)
      if (judged.problem) console.log(`  ✗ ${judged.problem}`)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT }, work))
  return results
}

async function problemsOf({ engine, server, repository }: Cell): Promise<string[]> {
  const { environment } = REPOSITORIES.find(({ name }) => name === repository) ?? {
    environment: 'production',
  }
  const properties = server === 'plain' ? [] : [`--${server}`]
  const args = [environment, '--repo', join(folder, repository), '--engine', engine, ...properties]
  const watcher = { tell: () => {}, running: () => {}, event: () => {} }
  try {
    const { report } = await rehearse(readArguments(args), watcher, REQUESTS_PER_SECOND)
    return report.problems.length > 0 ? [...report.problems, ...report.failures] : []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}
