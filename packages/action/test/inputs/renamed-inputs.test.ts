import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@jest/globals'
import { RENAMED_INPUTS, renamedInputProblems } from '../../src/index.ts'

test('a renamed input is reported with its new name', () => {
  const set = { 'INPUT_DEPLOY-PATH': '/opt/erp', INPUT_PORT: '22', 'INPUT_WITHOUT-BACKUP': ' ' }
  expect(renamedInputProblems('ssh-deploy', set)).toEqual([
    'input "port" was renamed to "server": user@host or user@host:port',
    'input "deploy-path" was renamed to "path"',
  ])
  expect(renamedInputProblems('test-gate', set)).toEqual([])
})

test('an input that was moved to another action is reported with that action', () => {
  const set = { INPUT_BACKUP: 'latest', 'INPUT_HEALTH-URL': 'http://127.0.0.1' }
  expect(renamedInputProblems('pg-backup', set)).toEqual([
    'input "backup" was renamed to "backup-id" and belongs to action pg-restore now',
    'input "health-url" belongs to action pg-restore now',
  ])
})

test.each(Object.keys(RENAMED_INPUTS))('%s has all new names and no old ones', async action => {
  const definitionOf = async (name: string): Promise<object> => {
    const file = join(import.meta.dirname, '../../../../actions', name, 'src/definition.ts')
    return ((await import(pathToFileURL(file).href)) as { inputs: object }).inputs
  }
  for (const [old, now] of Object.entries(RENAMED_INPUTS[action] ?? {})) {
    expect(await definitionOf(now.action ?? action)).toHaveProperty([now.name])
    expect(await definitionOf(action)).not.toHaveProperty([old])
  }
})

test('a run with an old name fails before doing anything', () => {
  const index = JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src/index.ts')).href)
  const script = `import { run } from ${index}; run('ssh-deploy', async () => console.log('done'))`
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, 'INPUT_DEPLOY-PATH': '/opt/erp' },
  })
  expect(status).toBe(1)
  expect(stdout).toContain('::error title=ssh-deploy::ssh-deploy: input "deploy-path" was renamed to "path".')
  expect(stdout).not.toContain('done')
})
