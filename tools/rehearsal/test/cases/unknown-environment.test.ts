import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { calledResults, callOf, makeStubTree, PRODUCT_WORKFLOWS, runCaller } from '../stub-actions.ts'

/** Fails for an unknown environment, otherwise does nothing. */
const STUB = `if (input('environment') !== 'staging') fail('unknown environment')
const outputs = { outcome: 'rolled-back', redeploy: 'false', 'has-database': 'false', version: 'v1', archive: 'false' }
for (const [name, value] of Object.entries(outputs)) set(name, value)`

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'environment-'))
  makeStubTree(join(folder, 'actions'), { '*': STUB })
})
afterAll(() => rmSync(folder, { recursive: true }))

const MORE: Record<string, object> = { 'restore.yml': { 'backup-id': 'latest', confirm: 'shop' } }

const called = (workflow: string, environment: string) =>
  runCaller(folder, callOf('call', workflow, { ...MORE[workflow], environment }))

// Bad input 55, S25: a typo creates a new, unprotected environment.
test.each(PRODUCT_WORKFLOWS)('%s: no job uses an environment that is not in the settings', async workflow => {
  const run = await called(workflow, 'stagign')
  expect(run.conclusion).toBe('failure')
  const results = calledResults(run)
  const started = results.filter(result => !result.endsWith(' skipped'))
  expect(started).toEqual([expect.stringMatching(/^(determine-version|check-environment|settings) failure$/)])
  expect(results.length).toBeGreaterThan(1)
})

test.each(PRODUCT_WORKFLOWS)('%s: a known environment succeeds', async workflow => {
  const run = await called(workflow, 'staging')
  expect(run.failures).toEqual([])
  expect(run.conclusion).toBe('success')
})
