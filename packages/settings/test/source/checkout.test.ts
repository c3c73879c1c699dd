import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Shell } from '@tsh/shell'
import { fileInCheckout } from '../../src/source/checkout.ts'
import { VALID } from '../valid-file.ts'
import { type GitRepository, gitRepository } from './git-repository.ts'

const path = '.github/deploy.yml'
let repository: GitRepository
beforeEach(() => {
  repository = gitRepository()
})
afterEach(() => repository.remove())

const found = (sha: string, file = path) => fileInCheckout(repository.folder, { path: file, sha })

test('a file is read from the commit, regardless of the working tree, the index and replacements', async () => {
  repository.write(path, VALID)
  const sha = repository.commit()
  repository.write(path, 'changed')
  repository.git('add', path)
  expect(await found(sha)).toEqual({ text: VALID })
  const blob = repository.git('rev-parse', `${sha}:${path}`)
  repository.git('replace', blob, repository.git('hash-object', '-w', path))
  expect(repository.git('show', `${sha}:${path}`)).toBe('changed')
  expect(await found(sha)).toEqual({ text: VALID })
  rmSync(join(repository.folder, path))
  expect(await found(sha)).toEqual({ text: VALID })
})

test('a file that the commit does not have is missing, even if the working tree has it', async () => {
  const sha = repository.commit()
  repository.write(path, VALID)
  expect(await found(sha)).toEqual({})
})

test('a path is not a pattern', async () => {
  repository.write('.github/deploy.yml', VALID)
  const sha = repository.commit()
  expect(await found(sha, '.github/*.yml')).toEqual({})
  expect(await found(sha, ':(top).github/deploy.yml')).toEqual({})
})

test('a link leads to a file of the commit', async () => {
  repository.write('settings/shop.yml', VALID)
  repository.link(path, '../settings/link.yml')
  repository.link('settings/link.yml', 'shop.yml')
  expect(await found(repository.commit())).toEqual({ text: VALID })
})

describe('is refused:', () => {
  test.each<[string, (repository: GitRepository) => void, RegExp]>([
    ['a folder', ({ write }) => write(`${path}/x`, ''), /deploy.yml is a folder. Set "settings" to a file/],
    [
      'a submodule',
      ({ git }) => {
        git('update-index', '--add', '--cacheinfo', `160000,${'a'.repeat(40)},${path}`)
        git('commit', '--quiet', '-m', 'submodule')
      },
      /deploy.yml is a submodule/,
    ],
    ['a link to the outside', ({ link }) => link(path, '../../passwd'), /symbolic link that does not point/],
    [
      'a link to an absolute path',
      ({ link }) => link(path, '/etc/passwd'),
      /symbolic link that does not point/,
    ],
    ['a link to itself', ({ link }) => link(path, 'deploy.yml'), /symbolic link that does not point/],
    [
      'a large file',
      ({ write }) => write(path, '#'.repeat(1024 * 1024)),
      /is 1,024 KiB, and the limit for a settings file is 256 KiB/,
    ],
  ])('%s', async (_name, prepare, problem) => {
    prepare(repository)
    if (repository.git('rev-list', '--all', '-n', '1') === '') repository.commit()
    await expect(found(repository.git('rev-parse', 'HEAD'))).rejects.toThrow(problem)
  })
})

describe('the checkout does not decide', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('without the commit', async () => {
    repository.commit()
    expect(await found('a'.repeat(40))).toBeUndefined()
  })

  test('without a workspace', async () => {
    expect(await fileInCheckout(undefined, { path, sha: 'a'.repeat(40) })).toBeUndefined()
    expect(await fileInCheckout(join(folder, 'missing'), { path, sha: 'a'.repeat(40) })).toBeUndefined()
  })

  test('without a repository, also below the folder of another one', async () => {
    repository.write(path, VALID)
    const sha = repository.commit()
    const below = join(repository.folder, 'workspace')
    mkdirSync(below)
    expect(await fileInCheckout(folder, { path, sha })).toBeUndefined()
    expect(await fileInCheckout(below, { path, sha })).toBeUndefined()
  })

  test('without git', async () => {
    const withoutGit: Shell = {
      run: async () => {
        const { UserError } = await import('@tsh/action')
        throw new UserError('cannot start "git"')
      },
    }
    expect(await fileInCheckout(folder, { path, sha: 'a'.repeat(40) }, withoutGit)).toBeUndefined()
  })

  test('with a repository that is damaged', async () => {
    repository.write(path, VALID)
    const sha = repository.commit()
    writeFileSync(join(repository.folder, '.git/HEAD'), 'x')
    expect(await found(sha)).toBeUndefined()
  })
})
