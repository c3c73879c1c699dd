import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { declaredOutputs, runBundle, withInputs } from '@tsh/testing'
import { type Commits, determineVersion } from '../src/determine-version.ts'
import { readVersionInputs } from '../src/inputs.ts'

const sha = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'
const other = 'f'.repeat(40)
const newYear = new Date('2026-12-31T23:59:59Z')
const never: Commits = {
  find: () => Promise.reject(new Error('nothing to look up')),
  isOn: () => Promise.reject(new Error('nothing to compare')),
}

test('names a new version after environment, day and commit', async () => {
  const inputs = { existing: undefined, sha }
  const production = await determineVersion({ ...inputs, environment: 'production' }, never, newYear)
  expect(production).toEqual({ version: 'production-v2026.12.31-1a2b3c4', sha, redeploy: false })
  const staging = await determineVersion({ ...inputs, environment: 'staging' }, never, newYear)
  expect(staging.version).toBe('staging-1a2b3c4')
  expect(Object.keys(staging).sort()).toEqual(declaredOutputs('determine-version'))
})

describe('of an existing version', () => {
  const existing = { version: 'production-v2026.01.31-1a2b3c4', commit: '1a2b3c4' }
  const found = (branches: string[], commits: Commits) =>
    determineVersion({ environment: 'production', existing: { ...existing, branches }, sha: other }, commits)
  const commits = (id: string, ...branches: string[]): Commits => ({
    find: async commit => (commit === '1a2b3c4' ? id : 'wrong'),
    isOn: async (branch, commit) => commit === id && branches.includes(branch),
  })

  test('the commit is found that one of the branches has', async () => {
    const expected = { version: existing.version, sha, redeploy: true }
    expect(await found(['main'], commits(sha, 'main'))).toEqual(expected)
    expect(await found(['main', 'develop'], commits(sha, 'develop'))).toEqual(expected)
  })

  test('a commit that none of them has is refused', async () => {
    await expect(found(['main', 'develop'], commits(sha, 'feature/x'))).rejects.toThrow(
      `commit 1a2b3c4 of version ${existing.version} is not on main or develop, and only what is merged`,
    )
  })

  test('a branch or tag that is called like the commit is refused', async () => {
    await expect(found(['main'], commits(other, 'main'))).rejects.toThrow(
      `names commit 1a2b3c4, and GitHub takes that for a branch or tag (of commit ${other})`,
    )
  })
})

describe('the branches are', () => {
  test.each([
    ['production', 'main'],
    ['staging', 'main,feature/x'],
  ])('in %s: %s', async (environment, expected) => {
    const version = environment === 'staging' ? 'staging-1a2b3c4' : 'production-v2026.01.31-1a2b3c4'
    const inputs = await withInputs({ environment, version, branch: 'main', 'github-token': 't' }, () => {
      Object.assign(process.env, { GITHUB_REF_NAME: 'feature/x', GITHUB_SHA: sha })
      return readVersionInputs()
    })
    expect(inputs.existing?.branches.join()).toBe(expected)
  })
})

describe('refuses', () => {
  const existing = { environment: 'production', version: 'production-v2026.01.31-1a2b3c4' }
  const cases: [string, Record<string, string>, RegExp][] = [
    [
      'an unknown environment',
      { environment: 'prodution' },
      /must be one of staging, production, got "prodution"/,
    ],
    [
      'a staging version for production',
      { environment: 'production', version: 'staging-1a2b3c4' },
      /not a production version/,
    ],
    [
      'a version with shell text',
      { environment: 'staging', version: 'staging-$(id)' },
      /got "staging-\$\(id\)"/,
    ],
    ['no branch', { ...existing, branch: '' }, /input "branch" is required/],
    ['a range of commits', { ...existing, branch: 'a...b' }, /"branch" is not the name of a branch/],
    ['a branch of a fork', { ...existing, branch: 'mallory:main' }, /got "mallory:main"/],
  ]
  test.each(cases)('%s', async (_name, inputs, message) => {
    const all = { 'github-token': 't', branch: 'main', ...inputs }
    await expect(withInputs(all, readVersionInputs)).rejects.toThrow(UserError)
    await expect(withInputs(all, readVersionInputs)).rejects.toThrow(message)
  })
})

describe('the bundle, asking GitHub', () => {
  const version = 'production-v2026.01.31-1a2b3c4'
  const repository = '/repos/tsh/tsh-erp'
  const commit = `${repository}/commits/1a2b3c4`
  const notFound: [number, object] = [404, { message: 'Not Found' }]

  /** Answers what GitHub would, and nothing without the token of the run. */
  const run = async (answers: Record<string, [number, object]>, branch = 'main') => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      const url = decodeURIComponent(request.url ?? '')
      asked.push(`${request.method} ${url}`)
      const isKnown = request.headers.authorization === 'token token-of-the-run' && request.method === 'GET'
      const [status, body] = (isKnown && answers[url.replace(/\?.*$/, '')]) || notFound
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const inputs = { environment: 'production', version, branch, 'github-token': 'token-of-the-run' }
    try {
      return { ...(await runBundle('determine-version', inputs, { GITHUB_API_URL: url })), asked }
    } finally {
      server.close()
    }
  }
  const compared = (status: string, branch = 'main'): Record<string, [number, object]> => ({
    [commit]: [200, { sha }],
    [`${repository}/compare/${branch}...${sha}`]: [200, { status }],
  })

  test.each(['behind', 'identical'])('takes the full commit that the branch has (%s)', async status => {
    const { code, outputs, asked } = await run(compared(status))
    expect(asked).toEqual([`GET ${commit}`, `GET ${repository}/compare/main...${sha}?per_page=1`])
    expect(code).toBe(0)
    expect(outputs).toContain(sha)
    expect(outputs).toMatch(/redeploy<<.*\ntrue\n/)
  })

  test('a branch may have a slash in its name', async () => {
    expect((await run(compared('behind', 'release/1.x'), 'release/1.x')).code).toBe(0)
  })

  test.each(['ahead', 'diverged'])('refuses one that it does not have (%s)', async status => {
    const { code, errors } = await run(compared(status))
    expect(code).toBe(1)
    expect(errors[0]).toContain(`commit 1a2b3c4 of version ${version} is not on main`)
  })

  test('refuses one with nothing in common with the branch, as of a fork', async () => {
    const { code, errors } = await run({ [commit]: [200, { sha }] })
    expect(code).toBe(1)
    expect(errors[0]).toContain('is not on main')
  })

  test('does not take an outage for a verdict', async () => {
    const compare = `${repository}/compare/main...${sha}`
    const { code, errors } = await run({ [commit]: [200, { sha }], [compare]: [403, { message: 'no' }] })
    expect(code).toBe(1)
    expect(errors).toEqual([
      `determine-version: cannot compare commit ${sha} with main in tsh/tsh-erp (HTTP 403)`,
    ])
  })

  test('names a commit that the repository does not have', async () => {
    const { code, errors } = await run({})
    expect(code).toBe(1)
    expect(errors).toEqual([
      'determine-version: input "version" names commit 1a2b3c4, which tsh/tsh-erp does not have.',
    ])
  })
})
