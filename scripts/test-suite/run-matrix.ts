import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pairwiseCells } from '@tsh/rehearsal/matrix/cells'
import { REPOSITORIES } from '@tsh/rehearsal/test/runs/repositories'
import { formatShard, type Shard } from '@tsh/testing/shard'
import { type Outcome, runCommand } from './run-command.ts'

/** Runs a complete matrix of `npm run chaos` and counts its cases. */
export const runChaos = (subject: 'deploy' | 'backup', shard: Shard): Promise<Outcome> =>
  runMatrix(['tools/chaos/src/main.ts', subject], shard)

/** Rehearses on every engine, server and repository, and counts the rehearsals. */
export const runSandboxes = (shard: Shard): Promise<Outcome> =>
  runMatrix(['tools/rehearsal/src/matrix/main.ts'], shard)

async function runMatrix(script: readonly string[], shard: Shard): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'matrix-'))
  const file = join(folder, 'cases.json')
  try {
    const command = [
      '--disable-warning=ExperimentalWarning',
      ...script,
      '--shard',
      formatShard(shard),
      '--json',
      file,
    ]
    const { code, output } = await runCommand(process.execPath, command, { echo: true })
    const cases = await readFile(file, 'utf8').then(countCases, () => 0)
    if (code === 0) return { passed: cases, skipped: 0, failures: [] }
    const found = output.split('\n').filter(line => /^ *✗/.test(line))
    return { passed: 0, skipped: 0, failures: found.length > 0 ? found : [output.trimEnd()] }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function countCases(json: string): number {
  const result = JSON.parse(json) as unknown[] | { cases: unknown[] }
  return Array.isArray(result) ? result.length : result.cases.length
}

/** The number of cases of the matrices, and of those in the samples that the integration tests run. */
export async function matrixSizes(): Promise<{ all: number; sampled: number }> {
  const { BACKUP_CASES, DEPLOY_CASES } = await import('@tsh/chaos/index')
  const cases: readonly { quick?: boolean }[] = [...BACKUP_CASES, ...DEPLOY_CASES]
  const sandboxes = pairwiseCells(REPOSITORIES.map(({ name }) => name)).length
  return { all: cases.length + sandboxes, sampled: cases.filter(({ quick }) => quick).length }
}
