import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { run } from '../src/machine/command.ts'
import { type FakeGithub, startGithub } from '../src/services/github.ts'

let folder: string
let github: FakeGithub
let sha: string
const git = (...args: string[]) =>
  execFileSync(
    'git',
    ['-C', join(folder, 'shop.git'), '-c', 'user.name=x', '-c', 'user.email=x@localhost', ...args],
    { encoding: 'utf8' },
  ).trim()
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsh-github-'))
  mkdirSync(join(folder, 'shop.git'))
  git('init', '--quiet', '--initial-branch', 'main')
  git('commit', '--quiet', '--allow-empty', '--message', 'First\n\nand more')
  sha = git('rev-parse', 'HEAD')
  github = await startGithub(folder)
})
afterAll(async () => {
  await github.close()
  rmSync(folder, { recursive: true })
})

const request = async (path: string, method = 'GET', authorization = 'bearer ghs_of-a-run') => {
  const headers = authorization === '' ? {} : { authorization }
  const response = await fetch(`${github.url}${path}`, { method, headers })
  return { status: response.status, body: (await response.json()) as Partial<Record<string, unknown>> }
}

test('a short commit id resolves to the full one', async () => {
  const commit = { sha, commit: { message: 'First\n\nand more' } }
  for (const reference of [sha, sha.slice(0, 7)])
    expect(await request(`/repos/tsh/shop/commits/${reference}`)).toEqual({ status: 200, body: commit })
})

test.each([
  ['an unknown commit', '/repos/tsh/shop/commits/1234567', 422],
  ['an option', '/repos/tsh/shop/commits/--all', 422],
  ['an unknown repository', '/repos/tsh/other/commits/1234567', 404],
])('%s is rejected', async (_, path, status) => expect((await request(path)).status).toBe(status))

test.each([
  ['', 'Requires authentication'],
  ['bearer wrong', 'Bad credentials'],
])('the authorization %j is rejected', async (authorization, message) => {
  const { status, body } = await request(`/repos/tsh/shop/commits/${sha}`, 'GET', authorization)
  expect({ status, message: body.message }).toEqual({ status: 401, message })
})

test('the default branch is that of the repository', async () => {
  expect(await request('/repos/tsh/shop')).toMatchObject({ status: 200, body: { default_branch: 'main' } })
  expect((await request('/repos/tsh/other')).status).toBe(404)
})

describe('the content of a file', () => {
  const text = `application: shop\n# ${'ü'.repeat(80)}\n`
  let commit: string
  beforeAll(() => {
    const blob = execFileSync('git', ['-C', join(folder, 'shop.git'), 'hash-object', '-w', '--stdin'], {
      input: text,
      encoding: 'utf8',
    }).trim()
    git('update-index', '--add', '--cacheinfo', `100644,${blob},.github/deploy.yml`)
    const tree = git('write-tree')
    commit = git('commit-tree', tree, '-p', sha, '-m', 'Settings')
    git('branch', 'settings', commit)
    git('reset', '--quiet')
  })

  const path = '/repos/tsh/shop/contents/.github/deploy.yml'

  test.each(['commit', 'branch'])('is found at a %s, in Base64 with line breaks', async kind => {
    const { status, body } = await request(`${path}?ref=${kind === 'commit' ? commit : 'settings'}`)
    expect({ status, type: body.type, encoding: body.encoding }).toEqual({
      ...{ status: 200, type: 'file', encoding: 'base64' },
    })
    expect(body.content).toMatch(/^[\w+/=]{60}\n/)
    expect(Buffer.from(String(body.content), 'base64').toString()).toBe(text)
  })

  test('a folder is a list', async () => {
    const { status, body } = await request('/repos/tsh/shop/contents/.github?ref=settings')
    expect({ status, isList: Array.isArray(body) }).toEqual({ status: 200, isList: true })
  })

  test.each([
    ['without a ref, where the default branch does not have it', path, 'Not Found'],
    ['of an unknown commit', `${path}?ref=nowhere`, 'No commit found for the ref nowhere'],
  ])('%s is 404', async (_, url, message) => {
    const { status, body } = await request(url)
    expect({ status, message: body.message }).toEqual({ status: 404, message })
  })
})

test('commits are compared by branch and commit', async () => {
  const compared = async (basehead: string) => {
    const { status, body } = await request(`/repos/tsh/shop/compare/${encodeURIComponent(basehead)}`)
    return status === 200 ? body.status : `${status}: ${body.message}`
  }
  expect(await compared(`main...${sha}`)).toBe('identical')
  git('commit', '--quiet', '--allow-empty', '--message', 'Second')
  expect(await compared(`main...${sha}`)).toBe('behind')
  git('checkout', '--quiet', '-b', 'feature/x', sha)
  git('commit', '--quiet', '--allow-empty', '--message', 'Not merged')
  const feature = git('rev-parse', 'HEAD')
  expect(await compared(`main...${feature}`)).toBe('diverged')
  expect(await compared(`${sha}...${feature}`)).toBe('ahead')
  expect(await compared(`feature/x...${feature}`)).toBe('identical')
  expect(await compared(`none...${sha}`)).toBe('404: Not Found')
  git('checkout', '--quiet', '--orphan', 'alone')
  git('commit', '--quiet', '--allow-empty', '--message', 'Alone')
  expect(await compared('main...alone')).toBe('404: No common ancestor between main and alone.')
})

test('a branch is found by its full name, but not a tag of that name', async () => {
  git('tag', 'release')
  expect(await request('/repos/tsh/shop/git/ref/heads%2Ffeature%2Fx')).toEqual({
    status: 200,
    body: {
      ref: 'refs/heads/feature/x',
      object: { type: 'commit', sha: git('rev-parse', 'refs/heads/feature/x') },
    },
  })
  expect((await request('/repos/tsh/shop/git/ref/heads/release')).status).toBe(404)
  expect((await request('/repos/tsh/other/git/ref/heads/main')).status).toBe(404)
})

test('a branch named like a commit takes precedence', async () => {
  const feature = git('rev-parse', 'feature/x')
  git('branch', sha.slice(0, 7), feature)
  expect((await request(`/repos/tsh/shop/commits/${sha.slice(0, 7)}`)).body.sha).toBe(feature)
})

test('other calls are rejected and recorded', async () => {
  expect((await request('/repos/tsh/shop/issues', 'POST')).status).toBe(404)
  expect(github.unknown).toEqual(['POST /repos/tsh/shop/issues'])
})

describe('the token of a job', () => {
  const bearer = (permissions: Record<string, string>) =>
    `bearer ghs_header.${Buffer.from(JSON.stringify({ permissions })).toString('base64url')}.signature`
  const statusOf = async (path: string, permissions: Record<string, string>, method = 'GET') =>
    (await request(`/repos/tsh/shop${path}`, method, bearer(permissions))).status

  test.each([
    ['/git/ref/heads%2Fmain', { contents: 'read' }, { checks: 'write' }],
    ['/commits/main/check-runs', { checks: 'read' }, { contents: 'write' }],
    ['/commits/main/status', { statuses: 'read' }, { contents: 'write' }],
    ['/actions/artifacts', { actions: 'read' }, { contents: 'write' }],
    ['/deployments', { deployments: 'write' }, { contents: 'write' }],
  ])('reads %s with %j, but not with %j', async (path, enough, other) => {
    expect(await statusOf(path, enough)).toBe(200)
    expect(await statusOf(path, other)).toBe(403)
  })

  test('writes only with the level write', async () => {
    expect(await statusOf('/deployments', { deployments: 'read' }, 'POST')).toBe(403)
    expect(await statusOf('/deployments', { deployments: 'write' }, 'POST')).toBe(422)
  })
})

describe('deployments', () => {
  const post = async (path: string, body: object) => {
    const response = await fetch(`${github.url}/repos/tsh/shop/deployments${path}`, {
      method: 'POST',
      headers: { authorization: 'bearer ghs_of-a-run' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const create = (environment: string) =>
    post('', { ref: 'main', environment, auto_merge: false, required_contexts: [] })
  const statesOf = async (id: unknown) => {
    const { body } = await request(`/repos/tsh/shop/deployments/${id}/statuses`)
    return (body as unknown as { state: string }[]).map(({ state }) => state)
  }

  test.each([
    ['an unknown commit', { ref: 'nowhere' }, 422],
    ['a long description', { ref: 'main', description: 'x'.repeat(141) }, 422],
    ['a merge of the default branch', { ref: 'main' }, 202],
  ])('%s: HTTP status %j → %i', async (_, body, status) => {
    expect((await post('', body)).status).toBe(status)
  })

  test('failed checks prevent a deployment that requires them', async () => {
    github.state.statuses = [{ id: 1, context: 'ci', state: 'failure', updated_at: '' }]
    expect((await post('', { ref: 'main', auto_merge: false })).status).toBe(409)
    github.state.statuses = []
  })

  test.each([
    ['production', 'success'],
    ['staging', 'inactive'],
  ])('a success in %s leaves the state of the one before at %s', async (environment, expected) => {
    const ids = [await create(environment), await create(environment)].map(({ body }) => body.id)
    for (const id of ids) expect((await post(`/${id}/statuses`, { state: 'success' })).status).toBe(201)
    expect((await statesOf(ids[0]))[0]).toBe(expected)
    const { body } = await request(`/repos/tsh/shop/deployments?environment=${environment}&per_page=1`)
    expect(body).toMatchObject([{ id: ids[1], environment }])
    expect((await post(`/${ids[0]}/statuses`, { state: 'live' })).status).toBe(422)
  })
})

describe('git over HTTP', () => {
  const fetchWith = (token: string) => {
    const authorization = `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
    const options = ['-c', `http.extraHeader=Authorization: ${authorization}`]
    return run('git', ['-C', join(folder, 'clone'), ...options, 'fetch', `${github.url}/tsh/shop`, sha], {
      env: { PATH: process.env.PATH ?? '', GIT_TERMINAL_PROMPT: '0' },
    })
  }
  beforeAll(() => run('git', ['init', '--quiet', join(folder, 'clone')]))

  test('serves any commit with the token of a run', async () => {
    expect((await fetchWith('ghs_of-a-run')).code).toBe(0)
    expect((await run('git', ['-C', join(folder, 'clone'), 'cat-file', '-t', sha])).stdout).toBe('commit\n')
  })

  test('refuses every other token', async () => {
    const { code, stderr } = await fetchWith('wrong')
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/could not read Username|Authentication failed/)
  })
})
