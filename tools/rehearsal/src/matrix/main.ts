/**
 * Rehearses deployments over engines, servers and repositories: `node tools/rehearsal/src/matrix/main.ts [--only TEXT] [--shard INDEX/COUNT] [--json FILE]`.
 * A failing cell must be explained by an entry of known-faults.ts; otherwise the exit code is 1.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { treeInUse } from '@tsh/bundles'
import { KNOWN_FAULTS } from '@tsh/testing/known-faults'
import { itemsOf, parseShard } from '@tsh/testing/shard'
import { makeRepository, REPOSITORIES } from '../../test/runs/repositories.ts'
import { readArguments } from '../arguments.ts'
import { rehearse } from '../rehearse.ts'
import { type Cell, cellName, pairwiseCells } from './cells.ts'
import { type CellResult, evaluateCell } from './evaluate-cell.ts'
import { matrixTable } from './table.ts'

/** A rehearsal spends half of its time waiting for containers. */
const MAX_CONCURRENCY = 2
/** Most of the CPU time of a rehearsal goes to its visitors. */
const REQUESTS_PER_SECOND = 30

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    shard: { type: 'string', default: '' },
    json: { type: 'string', default: '' },
  },
})
const names = REPOSITORIES.map(({ name }) => name)
const selected = pairwiseCells(names).filter(cell => cellName(cell).includes(values.only))
const cells = itemsOf(selected, parseShard(values.shard))
const folder = mkdtempSync(join(tmpdir(), 'sandbox-matrix-'))
try {
  process.env.TSH_BUNDLES = await treeInUse()
  for (const name of names) makeRepository(name, folder)
  const results = await runAll()
  console.log(`\n${matrixTable(results)}\n`)
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
  process.exitCode = results.some(({ outcome }) => outcome === 'failed') ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function runAll(): Promise<CellResult[]> {
  const results: CellResult[] = []
  const open = [...cells.entries()]
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next; next = open.shift()) {
      const [at, cell] = next
      const result = evaluateCell(cell, await problemsOf(cell), KNOWN_FAULTS)
      results[at] = result
      const known = result.faults.length > 0 ? ` (${result.faults.join(', ')})` : ''
      console.log(`${cellName(cell)}: ${result.outcome}${known}`)
      if (result.problem) console.log(`  ✗ ${result.problem}`)
    }
  }
  await Promise.all(Array.from({ length: MAX_CONCURRENCY }, work))
  return results
}

async function problemsOf({ engine, server, repository }: Cell): Promise<string[]> {
  const { environment } = REPOSITORIES.find(({ name }) => name === repository) ?? {
    environment: 'production',
  }
  const properties = server === 'plain' ? [] : [`--${server}`]
  const args = [environment, '--repo', join(folder, repository), '--engine', engine, ...properties]
  const watcher = { log: () => {}, running: () => {}, event: () => {} }
  try {
    const { report } = await rehearse(readArguments(args), watcher, REQUESTS_PER_SECOND)
    return report.problems.length > 0 ? [...report.problems, ...report.failures] : []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}
