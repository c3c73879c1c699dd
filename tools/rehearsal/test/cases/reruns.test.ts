import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from '@jest/globals'
import { caseTest } from '@tsh/testing/case-test'
import type { RunResult } from '@tsh/workflow-runner'
import { callOf, makeStubTree, runCaller } from '../stub-actions.ts'

const IMAGES = '{"web":{"digest":"sha256:1"}}'

/** The deployment fails in the first attempt; in the second one it needs the outputs of the jobs that are kept. */
const scripts = (archive: boolean) => ({
  'determine-version': `set('version', 'v1'); set('sha', process.env.GITHUB_SHA)
set('redeploy', 'false'); set('has-database', 'true'); set('artifact', 'images')`,
  'build-image': `fs.writeFileSync(input('archive'), ''); set('images', '${IMAGES}'); set('archive', '${archive}')`,
  'pg-backup': `set('backup-id', 'b')`,
  'ssh-deploy': `if (input('dry-run') === 'true') process.exit(0)
if (process.env.GITHUB_RUN_ATTEMPT === '1') fail('the server is restarting')
if (input('images') !== '${IMAGES}' || input('backup-id') !== 'b') fail('outputs are lost')
if (input('archive') && !fs.existsSync(input('archive'))) fail('the archive has expired')
set('slot-url', 'http://127.0.0.1:1'); set('release', 'r')`,
  'smoke-test': `set('verdict', 'passed')`,
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reruns-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs the failed jobs of a deployment again. */
async function rerun(archive: boolean): Promise<RunResult> {
  makeStubTree(join(folder, 'actions'), scripts(archive))
  const jobs = callOf('call', 'deploy-production.yml')
  const first = await runCaller(folder, jobs)
  expect(first.jobs['call/deploy']?.result).toBe('failure')
  return runCaller(folder, jobs, { rerun: first })
}

caseTest(
  'rerun-registry',
  'failed jobs are re-run with the images and the backup of the earlier attempt',
  async () => {
    const run = await rerun(false)
    expect(run.failures).toEqual([])
    expect(run.jobs).toMatchObject({
      'call/deploy': { result: 'success' },
      'call/rollback': { result: 'skipped' },
    })
  },
)

// The store of the workflow runner starts empty, as if the artifacts had expired.
caseTest('rerun-archive', 'a re-run whose artifact has expired is refused by the deployment', async () => {
  const { failures, jobs } = await rerun(true)
  expect(jobs['call/deploy']?.result).toBe('failure')
  expect(failures.map(({ message }) => message).join()).toContain('the archive has expired')
})
