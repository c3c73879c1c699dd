import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Listener, RunResult } from '@tsh/workflow-runner'
import { calledResults, callOf, makeStubTree, runCaller } from './stub-actions.ts'

/** `version` selects the failing action, such as `fails:pg-backup`; `old` is an existing version, `bare` has no database. */
const SCRIPTS = {
  'determine-version': `const version = input('version')
set('version', version || 'v1'); set('sha', process.env.GITHUB_SHA); set('artifact', 'images')
set('redeploy', version === 'old'); set('has-database', version !== 'bare')`,
  'build-image': `set('images', '{}'); set('archive', 'false')
if (input('version') === 'fails:build-image') fail('no')`,
  'ssh-deploy': `set('slot-url', 'http://127.0.0.1:1'); set('release', 'r')
if (input('dry-run') === 'true') { if (input('version') === 'fails:pre-flight') fail('no'); process.exit(0) }
if (!input('backup-id') && !input('skip-backup-reason')) fail('neither a backup nor a reason')
if (input('version') === 'fails:ssh-deploy') fail('no')`,
  'pg-backup': `set('backup-id', 'b'); if (input('version') === 'fails:pg-backup') fail('no')`,
  'smoke-test': `const isPublic = input('slot-url') !== ''
set('verdict', input('version') === 'edge' ? 'edge' : 'bad-release')
if (isPublic && /^(edge|fails:smoke-test)$/.test(input('version'))) fail('no')`,
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'conditions-'))
  makeStubTree(join(folder, 'actions'), SCRIPTS)
})
afterAll(() => rmSync(folder, { recursive: true }))

const deploy = (workflow: string, inputs: object, on?: Listener): Promise<RunResult> =>
  runCaller(folder, callOf('call', workflow, { ...inputs }), {
    protectedEnvironments: ['gate'],
    ...(on ? { on } : {}),
  })

/** The jobs that were skipped or failed. */
function described(run: RunResult): Record<string, string> {
  const entries = calledResults(run).map(result => result.split(' '))
  return Object.fromEntries(entries.filter(([, result]) => result !== 'success'))
}

const SKIP = { 'skip-reason': 'a test' }
const [skipped, failure] = ['skipped', 'failure']
/** No approval and no rollback. */
const usual = { approval: skipped, rollback: skipped }
const nothing = {
  ...usual,
  build: skipped,
  'backup-database': skipped,
  deploy: skipped,
  'smoke-tests': skipped,
}

describe('production', () => {
  test.each<[string, object, Record<string, string>]>([
    ['a new version', {}, usual],
    ['an existing version', { version: 'old' }, { ...usual, build: skipped }],
    ['an application without a database', { version: 'bare' }, { ...usual, 'backup-database': skipped }],
    ['without tests', { 'skip-tests': true, ...SKIP }, { ...usual, 'pre-deployment': skipped }],
    ['without a backup', { 'skip-backup': true, ...SKIP }, { ...usual, 'backup-database': skipped }],
    ['a dry run', { 'dry-run': true }, { ...nothing, notify: skipped }],
    [
      'a server that is not ready',
      { version: 'fails:pre-flight' },
      { ...nothing, 'pre-flight': failure, 'pre-deployment': skipped, notify: failure },
    ],
    ['a failed build', { version: 'fails:build-image' }, { ...nothing, build: failure, notify: failure }],
    [
      'a failed backup',
      { version: 'fails:pg-backup' },
      { ...usual, 'backup-database': failure, deploy: skipped, 'smoke-tests': skipped, notify: failure },
    ],
    [
      'a failed deployment',
      { version: 'fails:ssh-deploy' },
      { approval: skipped, deploy: failure, 'smoke-tests': skipped, notify: failure },
    ],
    ['a bad release', { version: 'fails:smoke-test' }, { approval: skipped, 'smoke-tests': failure }],
    ['a healthy release that is unreachable', { version: 'edge' }, { ...usual, 'smoke-tests': failure }],
  ])('%s', async (_, inputs, expected) => {
    expect(described(await deploy('deploy-production.yml', inputs))).toEqual(expected)
  })
})

describe('staging', () => {
  test.each<[string, object, Record<string, string>]>([
    ['a new version', {}, usual],
    ['an existing version', { version: 'old' }, { ...usual, build: skipped }],
    ['without tests', { 'skip-tests': true, ...SKIP }, { ...usual, test: skipped }],
    [
      'a failed deployment',
      { version: 'fails:ssh-deploy' },
      { approval: skipped, deploy: failure, 'smoke-tests': skipped, notify: failure },
    ],
  ])('%s', async (_, inputs, expected) => {
    expect(described(await deploy('deploy-staging.yml', inputs))).toEqual(expected)
  })
})

describe('an approval', () => {
  test.each<[string, 'approved' | 'rejected', Record<string, string>]>([
    ['that is granted', 'approved', { rollback: skipped }],
    ['that is rejected', 'rejected', { ...nothing, approval: failure, notify: failure }],
  ])('%s is awaited once, by a job without secrets', async (_, kind, expected) => {
    const waited: string[] = []
    const run = await deploy('deploy-production.yml', { 'approval-environment': 'gate' }, event => {
      if (event.type !== 'waiting-for-approval') return
      waited.push(event.job)
      return kind === 'approved' ? { kind } : { kind, reason: 'not today' }
    })
    expect(waited).toEqual(['call/approval'])
    expect(described(run)).toEqual(expected)
  })

  test('is not awaited by a rollback', async () => {
    const waited: string[] = []
    const inputs = { 'approval-environment': 'gate', version: 'fails:smoke-test' }
    const run = await deploy('deploy-production.yml', inputs, event => {
      if (event.type !== 'waiting-for-approval') return
      waited.push(event.job)
      return { kind: 'approved' }
    })
    expect(waited).toEqual(['call/approval'])
    expect(run.jobs['call/rollback']?.result).toBe('success')
  })
})
