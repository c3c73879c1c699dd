import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { ConnectionLost } from '@tsh/remote'
import { application } from '@tsh/testing'
import { orUnknown } from '../src/unknown.ts'

const folder = mkdtempSync(join(tmpdir(), 'unknown-'))
const file = join(folder, 'output')
const before = process.env.GITHUB_OUTPUT
beforeAll(() => {
  writeFileSync(file, '')
  process.env.GITHUB_OUTPUT = file
})
afterAll(() => {
  if (before === undefined) delete process.env.GITHUB_OUTPUT
  else process.env.GITHUB_OUTPUT = before
  rmSync(folder, { recursive: true })
})

test('other failures are as they were, and set no output', async () => {
  await expect(orUnknown(application, Promise.reject(new UserError('broken')))).rejects.toThrow('broken')
  expect(readFileSync(file, 'utf8')).toBe('')
})

test('a server that went out of reach leaves an unknown state, and what to do about it', async () => {
  const lost = new ConnectionLost('root@server', 'up', new Error('cannot reach server:22'))
  await expect(orUnknown(application, Promise.reject(lost))).rejects.toThrow(
    /^connection lost during "up"; state unknown\. Check with .*\/opt\/erp\/\.deploy\/releases\.jsonl.*rollback is safe/,
  )
  expect(readFileSync(file, 'utf8')).toMatch(/^state<<.*\nunknown\n/)
})
