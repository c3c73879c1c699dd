import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { RunOptions, RunResult } from '@tsh/workflow-runner'
import { calledResults, callOf, makeStubTree, runCaller } from './stub-actions.ts'

/** Each stub refuses what a check must not do. */
const SCRIPTS = {
  'determine-version': `set('python-version', '')
if (input('check-only') !== 'true' || input('allow-any-branch') !== 'true') fail('a pull request has no version')`,
  'test-gate': `if (input('environment') === 'broken') fail('no')`,
  'build-image': `if (input('build-only') !== 'true' || input('registry-password') !== '') fail('pushes')
if (input('version') === '') fail('no version')`,
  '*': `fail('not part of a check')`,
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'))
  makeStubTree(join(folder, 'actions'), SCRIPTS)
})
afterAll(() => rmSync(folder, { recursive: true }))

const check = (inputs: object = {}, options: Partial<RunOptions> = {}): Promise<RunResult> =>
  runCaller(folder, callOf('call', 'check.yml', { ...inputs }), options)

/** The jobs run concurrently. */
const results = (run: RunResult): string[] => calledResults(run).sort()

const ALL = ['build success', 'settings success', 'test success']

test('a push runs the gate and builds the images', async () => {
  const run = await check()
  expect([run.conclusion, ...results(run)]).toEqual(['success', ...ALL])
})

test('a pull request from a fork has no secret and needs none', async () => {
  const fork = { repo: { full_name: 'mallory/shop', fork: true }, ref: 'topic', sha: 'b'.repeat(40) }
  const payload = {
    pull_request: { number: 7, head: fork, base: { ref: 'main', repo: { full_name: 'tsh/shop' } } },
  }
  const event = { name: 'pull_request', repository: 'tsh/shop', payload }
  expect(results(await check({}, { event, secrets: {} }))).toEqual(ALL)
})

test('the build can be skipped', async () => {
  expect(results(await check({ 'skip-build': true }))).toEqual(['build skipped', ...ALL.slice(1)])
})

test('a failed gate fails the check, and the images are built anyway', async () => {
  const run = await check({ environment: 'broken' })
  expect(run.conclusion).toBe('failure')
  expect(results(run)).toEqual([...ALL.slice(0, 2), 'test failure'])
})

test('a caller that passes a secret is refused', async () => {
  const jobs = `${callOf('call', 'check.yml')}    secrets: { PROD_SSH_KEY: x }\n`
  await expect(runCaller(folder, jobs)).rejects.toThrow(/PROD_SSH_KEY/)
})
