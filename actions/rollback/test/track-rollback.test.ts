import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { log } from '@tsh/action'
import { type FakeGithub, startGithub } from '@tsh/sandbox/services/github'
import { addDeployment, addStatus } from '@tsh/sandbox/services/github-deployments'
import { trackRollback } from '../src/track-rollback.ts'

const saved = process.env
const folder = mkdtempSync(join(tmpdir(), 'track-rollback-'))
const restored = { version: 'v1', sha: 'a'.repeat(40) }
const inputs = { environment: 'production', publicUrl: 'https://erp.example', githubToken: 'ghs_token' }
const warning = jest.spyOn(log, 'warning').mockImplementation(() => {})
const info = jest.spyOn(log, 'info').mockImplementation(() => {})
let github: FakeGithub
beforeAll(async () => {
  mkdirSync(join(folder, 'shop.git'))
  github = await startGithub(folder)
  process.env = {
    ...saved,
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'tsh/shop',
    GITHUB_STEP_SUMMARY: '',
  }
})
beforeEach(() => {
  warning.mockClear()
  info.mockClear()
})
afterAll(async () => {
  process.env = saved
  await github.close()
  rmSync(folder, { recursive: true })
})

test('logs what GitHub lists', async () => {
  const deployment = addDeployment(github.state, {
    sha: restored.sha,
    ref: 'main',
    environment: 'production',
  })
  addStatus(github.state, deployment, { state: 'success' })
  await trackRollback(restored, inputs)
  expect(info).toHaveBeenCalledWith('GitHub lists v1 as live in production (deployment 1)')
})

test('a missing permission is a warning', async () => {
  github.state.refused = ['deployments']
  await trackRollback(restored, inputs)
  expect(warning.mock.calls[0]?.[0]).toMatch(
    /^GitHub does not list v1 as live: cannot list the deployments: .* Add "deployments: read"/,
  )
})

test('does nothing without an environment, a token or a commit', async () => {
  await trackRollback({ ...restored, sha: '' }, inputs)
  await trackRollback(restored, { ...inputs, environment: '' })
  await trackRollback(restored, { ...inputs, githubToken: '' })
  expect([...warning.mock.calls, ...info.mock.calls]).toEqual([])
})
