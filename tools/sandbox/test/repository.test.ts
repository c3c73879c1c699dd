import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { must } from '../src/machine/command.ts'
import { prepareRepository } from '../src/seed/repository.ts'

const AUTHOR = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@localhost' }
const COMMITTER = { GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@localhost' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsh-repository-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function commit(source: string, file: string): Promise<string> {
  const git = (...args: string[]) =>
    must('git', ['-C', source, ...args], { env: { ...AUTHOR, ...COMMITTER } })
  writeFileSync(join(source, file), '')
  await git('add', '--all')
  await git('commit', '--quiet', '--message', file)
  return (await git('rev-parse', 'HEAD')).trim()
}

describe('a commit that adds what a deployment needs', () => {
  test.each([
    ['is what the server runs before', false, [expect.stringContaining('so the server runs HEAD before')]],
    ['is not run by an empty server', true, []],
  ])('%s', async (_name, startsEmpty, expected) => {
    const source = join(folder, 'shop')
    await must('git', ['init', '--quiet', source])
    await commit(source, 'compose.yml')
    const head = await commit(source, '.env.example')
    const messages: string[] = []
    const { old } = await prepareRepository(source, 'production', {
      ...{ folder, startsEmpty, needed: () => ['.env.example'], log: text => messages.push(text) },
    })
    expect(messages).toEqual(expected)
    expect(old).toBe(head)
  })
})
