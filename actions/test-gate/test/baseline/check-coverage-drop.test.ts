import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { githubRepository } from '@tsh/github'
import { type FakeGithub, startGithub } from '@tsh/sandbox/services/github'
import { checkCoverageDrop } from '../../src/baseline/check-coverage-drop.ts'
import { zipOf } from './zip.ts'

const saved = process.env
let folder: string
let github: FakeGithub
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baseline-'))
  execFileSync('git', ['init', '-q', '--bare', join(folder, 'shop.git')])
  github = await startGithub(folder)
  process.env = { ...saved, GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'tsh/shop', GITHUB_EVENT_PATH: '' }
})
afterEach(async () => {
  process.env = saved
  await github.close()
  rmSync(folder, { recursive: true })
})

const NAME = 'deployment-production-0295d641'
const artifact = (id: number, coverage: number | undefined, more: object = {}) => {
  const file = { schema: 'tsh.deployment/1', outcome: 'deployed', version: `v${id}`, tests: { coverage } }
  const content = deflateRawSync(JSON.stringify({ ...file, ...more }))
  const zip = zipOf([{ name: 'deployment.json', content, method: 8 }])
  return { id, name: NAME, expired: false, isFromFork: false, zip }
}
const options = { maxDrop: 1, environment: 'production', settingsPath: '.github/deploy.yml' }

/** The problem and the notice of a coverage. */
async function check(percent: number | undefined, changes: object = {}): Promise<[string, string]> {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    const problem = await checkCoverageDrop(percent, { ...options, ...changes }, githubRepository('ghs_t'))
    return [problem ?? '', write.mock.calls.map(([text]) => String(text)).join('')]
  } finally {
    write.mockRestore()
  }
}

test('the coverage is compared with the last successful deployment that measured one', async () => {
  github.state.artifacts = [
    ...[artifact(1, 99), artifact(2, 70), artifact(3, undefined)],
    { ...artifact(4, 95), expired: true },
    artifact(5, 95, { outcome: 'rolled-back' }),
    { ...artifact(6, 95), name: 'deployment-staging-0295d641' },
    { ...artifact(7, 95), zip: Buffer.from('no archive') },
  ]
  expect((await check(69))[0]).toBe('')
  expect((await check(68.9))[0]).toContain('1.1 points below the 70 % of v2')
  expect(github.unknown).toEqual([])
})

test('a pull request from a fork cannot provide the coverage to compare with', async () => {
  github.state.artifacts = [artifact(1, 80), { ...artifact(2, 1), isFromFork: true }]
  expect((await check(50))[0]).toContain('below the 80 % of v1')
})

test('a first deployment is a notice', async () => {
  const [problem, printed] = await check(50)
  expect(problem).toBe('')
  expect(printed).toContain('::notice title=test-gate::Coverage was not compared: no successful deployment')
})

test('so is a run for a fork, which sends no request', async () => {
  const event = join(folder, 'event.json')
  writeFileSync(event, JSON.stringify({ pull_request: { head: { repo: { full_name: 'mallory/shop' } } } }))
  process.env.GITHUB_EVENT_PATH = event
  github.state.refused = ['actions']
  expect((await check(50))[1]).toContain('pull requests from forks have no access')
  process.env.GITHUB_EVENT_PATH = ''
  await expect(check(50)).rejects.toThrow('Add "actions: read" to the permissions of the job')
})

test('without a limit nothing is compared', async () => {
  github.state.refused = ['actions']
  expect(await check(50, { maxDrop: undefined })).toEqual(['', ''])
})
