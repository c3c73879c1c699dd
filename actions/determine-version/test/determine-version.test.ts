import { describe, expect, test } from '@jest/globals'
import { declaredOutputs } from '@tsh/testing'
import { type Commits, determineVersion } from '../src/determine-version.ts'
import { factsIn } from '../src/facts.ts'

const sha = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'
const other = 'f'.repeat(40)
const newYear = new Date('2026-12-31T23:59:59Z')
const unused = (what: string) => () => Promise.reject(new Error(what))
const never: Commits = {
  find: unused('nothing to look up'),
  isOn: unused('nothing to compare'),
  defaultBranch: unused('no default branch needed'),
}
const run = { existing: undefined, skipped: undefined, sha, ref: 'refs/heads/main' }

test.each([
  ['staging', 'staging-1a2b3c4'],
  ['production', 'production-v2026.12.31-1a2b3c4'],
  ['eu-west-2', 'eu-west-2-v2026.12.31-1a2b3c4'],
])('names a new version after %s, day and commit', async (environment, version) => {
  const determined = await determineVersion({ ...run, environment }, never, undefined, newYear)
  expect(determined).toEqual({ version, sha, redeploy: false })
  const outputs = { ...determined, ...factsIn({}), artifact: '' }
  expect(Object.keys(outputs).sort()).toEqual(declaredOutputs('determine-version'))
})

describe('of an existing version', () => {
  const existing = { version: 'production-v2026.01.31-1a2b3c4', commit: '1a2b3c4' }
  const found = (
    { commits, branches }: { commits: Commits; branches?: string[] },
    { environment = 'production', ref = 'refs/heads/main' } = {},
  ) => determineVersion({ ...run, environment, existing, sha: other, ref }, commits, branches)
  const commits = (id: string, ...branches: string[]): Commits => ({
    find: async commit => (commit === '1a2b3c4' ? id : 'wrong'),
    isOn: async (branch, commit) => commit === id && branches.includes(branch),
    defaultBranch: async () => 'trunk',
  })
  const expected = { version: existing.version, sha, redeploy: true }

  test('the commit is on one of the branches of the environment', async () => {
    const branches = ['main', 'release/1.x']
    expect(await found({ commits: commits(sha, 'main'), branches })).toEqual(expected)
    expect(await found({ commits: commits(sha, 'release/1.x'), branches })).toEqual(expected)
  })

  test('the commit is on the default branch if no branches are set', async () => {
    expect(await found({ commits: commits(sha, 'trunk') })).toEqual(expected)
  })

  test.each<[string, string[] | undefined, { environment?: string; ref?: string }, string]>([
    ['the branches', ['main', 'develop'], {}, 'not on main or develop, but only merged commits'],
    ['the branches, although on the default branch', ['main'], {}, 'is not on main, but'],
    ['the default branch', undefined, { ref: 'refs/heads/topic' }, 'is not on trunk2, but'],
    [
      'a tag in staging',
      undefined,
      { environment: 'staging', ref: 'refs/tags/topic' },
      'is not on trunk2, but',
    ],
  ])('a commit that is not on %s is refused', async (_name, branches, changes, message) => {
    const server = { ...commits(sha, 'topic', 'trunk'), defaultBranch: async () => 'trunk2' }
    await expect(found({ commits: server, ...(branches ? { branches } : {}) }, changes)).rejects.toThrow(
      message,
    )
  })

  test('staging accepts commits of the branch of the run, unless its branches are set', async () => {
    const staging = { environment: 'staging', ref: 'refs/heads/feature/x' }
    const server = commits(sha, 'feature/x')
    expect(await found({ commits: server }, staging)).toEqual(expected)
    await expect(found({ commits: server, branches: ['develop'] }, staging)).rejects.toThrow(
      'is not on develop',
    )
    await expect(found({ commits: server }, { ...staging, environment: 'qa' })).rejects.toThrow(
      'is not on trunk',
    )
  })

  test('a branch or tag with the name of the commit is refused', async () => {
    await expect(found({ commits: commits(other, 'trunk') })).rejects.toThrow(
      `contains commit 1a2b3c4, but GitHub resolves that name to a branch or tag pointing to ${other}`,
    )
  })
})
