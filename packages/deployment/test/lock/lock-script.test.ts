import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { HOLD } from '../../src/lock/lock-script.ts'

let root: string
let deploy: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lock-'))
  deploy = join(root, '.deploy')
  mkdirSync(join(deploy, 'jobs'), { recursive: true })
  mkdirSync(join(root, 'elsewhere'))
  writeFileSync(join(root, 'elsewhere/file'), '')
  writeFileSync(join(root, 'elsewhere/lock'), '')
})
afterEach(() => rmSync(root, { recursive: true }))

/** Acquires and releases the lock. */
function hold() {
  const args = ['-euc', HOLD, 'acquire the lock', deploy, '5', 'a test', 'id', '']
  return spawnSync('sh', args, { input: 'end', encoding: 'utf8' })
}

test('finished jobs are removed with their folder', () => {
  mkdirSync(join(deploy, 'jobs/1'))
  writeFileSync(join(deploy, 'jobs/1/lock'), '')
  expect(hold()).toMatchObject({ status: 0, stdout: 'locked\n', stderr: '' })
  expect(readdirSync(join(deploy, 'jobs'))).toEqual([])
})

test('a symlink among the jobs is removed, but not its target', () => {
  symlinkSync(join(root, 'elsewhere'), join(deploy, 'jobs/evil'))
  expect(hold()).toMatchObject({ status: 0, stdout: 'locked\n', stderr: '' })
  expect(readdirSync(join(deploy, 'jobs'))).toEqual([])
  expect(readdirSync(join(root, 'elsewhere'))).toEqual(['file', 'lock'])
})

test('so is a symlink in place of the jobs folder', () => {
  rmSync(join(deploy, 'jobs'), { recursive: true })
  mkdirSync(join(root, 'jobs/1'), { recursive: true })
  symlinkSync(join(root, 'jobs'), join(deploy, 'jobs'))
  expect(hold()).toMatchObject({ status: 0, stdout: 'locked\n', stderr: '' })
  expect(existsSync(join(root, 'jobs/1'))).toBe(true)
  expect(existsSync(join(deploy, 'jobs'))).toBe(false)
})
