import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { type FakeGithub, startGithub } from '@tsh/sandbox/services/github'
import { activeDeployment, addDeployment, addStatus } from '@tsh/sandbox/services/github-deployments'
import type { Deployment, DeploymentStatus } from '@tsh/sandbox/services/github-state'
import { githubRepository, trackLiveVersion } from '../src/index.ts'

const saved = process.env
let folder: string
let github: FakeGithub
/** Commits, the oldest first. */
let commits: string[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'deployments-'))
  const repository = join(folder, 'shop.git')
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@localhost', '-C', repository, ...args], {
      encoding: 'utf8',
    }).trim()
  execFileSync('git', ['init', '-q', '--initial-branch', 'main', repository])
  commits = ['old', 'new'].map(message => {
    git('commit', '-q', '--allow-empty', '-m', message)
    return git('rev-parse', 'HEAD')
  })
  github = await startGithub(folder)
  process.env = { ...saved, GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'tsh/shop' }
})
beforeEach(() => {
  github.state.deployments = []
  github.state.statuses = []
})
afterAll(async () => {
  process.env = saved
  await github.close()
  rmSync(folder, { recursive: true })
})

const sha = (commit: 'old' | 'new'): string => commits[commit === 'old' ? 0 : 1] ?? ''

/** A deployment by a job. */
function deployed(
  commit: 'old' | 'new',
  state: DeploymentStatus['state'],
  environment = 'production',
): Deployment {
  const deployment = addDeployment(github.state, { sha: sha(commit), ref: 'main', environment })
  addStatus(github.state, deployment, { state: 'in_progress' })
  if (state !== 'in_progress') addStatus(github.state, deployment, { state })
  return deployment
}

const track = (commit: 'old' | 'new', environment = 'production') =>
  trackLiveVersion(
    githubRepository('ghs_token'),
    {
      ...{ environment, version: 'v1', sha: sha(commit) },
      ...{ url: 'https://shop.example', run: 'https://github.com/tsh/shop/actions/runs/1' },
    },
    1,
  )

test('adds nothing if the live version is the active deployment', async () => {
  const { id } = deployed('old', 'success')
  deployed('new', 'failure')
  deployed('new', 'success', 'staging')
  expect(await track('old')).toEqual({ id, isAdded: false })
  expect(github.state.deployments).toHaveLength(3)
})

test.each(['production', 'staging'])('adds the version that was restored in %s', async environment => {
  deployed('old', 'success', environment)
  deployed('new', 'success', environment)
  expect(await track('old', environment)).toEqual({ id: 3, isAdded: true })
  expect(activeDeployment(github.state, environment)).toMatchObject({
    ...{ id: 3, sha: sha('old'), environment, description: 'v1 is live' },
    history: [
      {
        ...{ state: 'success', description: 'v1 is live', environment_url: 'https://shop.example' },
        log_url: 'https://github.com/tsh/shop/actions/runs/1',
      },
    ],
  })
  expect(await track('old', environment)).toEqual({ id: 3, isAdded: false })
})

test('adds an older commit even if its checks have failed', async () => {
  github.state.statuses = [{ id: 1, context: 'ci', state: 'failure', updated_at: '' }]
  expect(await track('old')).toEqual({ id: 1, isAdded: true })
})

test('waits until GitHub has processed the end of the job that deployed', async () => {
  const deployment = deployed('new', 'in_progress')
  const tracked = track('new')
  setTimeout(() => addStatus(github.state, deployment, { state: 'success' }), 5)
  expect(await tracked).toMatchObject({ id: expect.any(Number) })
  expect(activeDeployment(github.state, 'production')?.sha).toBe(sha('new'))
})

test('names the permission that is missing', async () => {
  github.state.refused = ['deployments']
  await expect(track('new')).rejects.toThrow(
    'cannot list the deployments: the job has no permission to read its deployments (HTTP 403). Add "deployments: read" to the permissions of the job',
  )
  github.state.refused = []
})
