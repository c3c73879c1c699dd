import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { readConsumer } from '@tsh/sandbox'
import { makeRepository, REPOSITORIES } from './repositories.ts'

const folder = mkdtempSync(join(tmpdir(), 'tsh-repositories-'))
afterAll(() => rmSync(folder, { recursive: true }))

const git = (directory: string, ...args: string[]): string =>
  execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8' }).trim()

test('every folder is listed', () => {
  const folders = readdirSync(join(import.meta.dirname, '../../repositories')).sort()
  expect(REPOSITORIES.map(({ name }) => name).sort()).toEqual(folders)
})

test.each(REPOSITORIES)(
  '$name is a repository with a caller and a second edition',
  ({ name, environment }) => {
    const directory = makeRepository(name, folder)
    expect(readConsumer(directory, name, environment)).toMatchObject({ name, environment })
    expect(git(directory, 'rev-list', '--count', 'HEAD')).toBe('2')
    expect(git(directory, 'show', '--unified=0', 'HEAD')).toMatch(/^-.*First edition.*\n\+.*Second edition/m)
    expect(git(directory, 'status', '--porcelain')).toBe('')
    const again = makeRepository(name, mkdtempSync(join(folder, 'again-')))
    expect(git(again, 'rev-parse', 'HEAD')).toBe(git(directory, 'rev-parse', 'HEAD'))
  },
)
