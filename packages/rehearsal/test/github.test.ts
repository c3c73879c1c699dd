import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type GithubStandIn, startGithub } from '../src/services/github.ts'

let folder: string
let github: GithubStandIn
let sha: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsh-github-'))
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@localhost', ...args], {
      encoding: 'utf8',
    }).trim()
  git('init', '--quiet', 'shop.git')
  git('-C', 'shop.git', 'commit', '--quiet', '--allow-empty', '--message', 'First\n\nand more')
  sha = git('-C', 'shop.git', 'rev-parse', 'HEAD')
  github = await startGithub(folder)
})
afterAll(async () => {
  await github.close()
  rmSync(folder, { recursive: true })
})

const ask = async (path: string, method = 'GET') => {
  const answer = await fetch(`${github.url}${path}`, { method })
  return { status: answer.status, body: await answer.json() }
}

test('a short commit id is answered with the full one', async () => {
  const commit = { sha, commit: { message: 'First\n\nand more' } }
  for (const reference of [sha, sha.slice(0, 7)])
    expect(await ask(`/repos/tsh/shop/commits/${reference}`)).toEqual({ status: 200, body: commit })
})

test.each([
  ['an unknown commit', '/repos/tsh/shop/commits/1234567', 422],
  ['an option', '/repos/tsh/shop/commits/--all', 422],
  ['an unknown repository', '/repos/tsh/other/commits/1234567', 404],
])('%s is refused', async (_, path, status) => expect((await ask(path)).status).toBe(status))

test('other calls are refused and kept', async () => {
  expect((await ask('/repos/tsh/shop/deployments', 'POST')).status).toBe(404)
  expect(github.unknown).toEqual(['POST /repos/tsh/shop/deployments'])
})
