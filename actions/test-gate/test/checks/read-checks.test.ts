import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { githubRepository } from '@tsh/github'
import { type FakeGithub, startGithub } from '@tsh/sandbox/services/github'
import { awaitChecks } from '../../src/checks/await-checks.ts'
import { readChecks } from '../../src/checks/read-checks.ts'

const saved = process.env
let folder: string
let github: FakeGithub
let sha: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'checks-'))
  const repository = join(folder, 'shop.git')
  execFileSync('git', ['init', '-q', '--bare', repository])
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@localhost']
  const tree = execFileSync('git', ['-C', repository, 'mktree'], { input: '', encoding: 'utf8' }).trim()
  const commit = ['-C', repository, ...author, 'commit-tree', '-m', 'Open', tree]
  sha = execFileSync('git', commit, { encoding: 'utf8' }).trim()
  github = await startGithub(folder)
  process.env = {
    ...saved,
    ...{ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'tsh/shop', GITHUB_RUN_ID: '42' },
  }
})
afterEach(async () => {
  process.env = saved
  await github.close()
  rmSync(folder, { recursive: true })
})

const read = () => readChecks(githubRepository('ghs_token'), sha)
const run = (name: string, id: number, more: object = {}) => ({
  ...{ id, name, status: 'completed' as const, conclusion: 'success', runId: '7' },
  started_at: `2026-01-01T00:00:${String(id % 60).padStart(2, '0')}Z`,
  ...more,
})
const status = (context: string, state: 'success' | 'pending') => ({
  ...{ id: 1, context, state, updated_at: '2026-01-01T00:00:00Z' },
})

test('check runs and statuses are read, and jobs of this run are recognized', async () => {
  github.state.checkRuns = [run('CI', 1), run('Tests', 2, { runId: '42' }), run('Old', 3, { runId: '421' })]
  github.state.statuses = [status('scan', 'pending')]
  expect(await read()).toEqual([
    expect.objectContaining({ kind: 'check run', name: 'CI', conclusion: 'success', isOwn: false }),
    expect.objectContaining({ name: 'Tests', isOwn: true }),
    expect.objectContaining({ name: 'Old', isOwn: false }),
    expect.objectContaining({ kind: 'status', name: 'scan', conclusion: undefined, isOwn: false }),
  ])
  expect(github.unknown).toEqual([])
})

test('all pages are read', async () => {
  github.state.checkRuns = Array.from({ length: 250 }, (_, at) => run(`job ${at}`, at + 1))
  expect(await read()).toHaveLength(250)
})

test('a missing permission is named', async () => {
  github.state.refused = ['checks']
  await expect(read()).rejects.toThrow('Add "checks: read" to the permissions of the job')
  github.state.refused = ['statuses']
  await expect(read()).rejects.toThrow('Add "statuses: read" to the permissions of the job')
})

const required = { names: ['CI'], allowed: [], waitSeconds: 30 }
const never = new AbortController().signal
const waiting = (change: () => void) => {
  let reads = 0
  return () => {
    if (reads++ === 1) change()
    return read()
  }
}

test('checks that have not started or completed are awaited', async () => {
  const start = () => {
    github.state.checkRuns = [run('CI', 1)]
  }
  expect(await awaitChecks(required, waiting(start), never, 10)).toEqual([])
})

test('a failure ends the wait', async () => {
  github.state.checkRuns = [run('CI', 1, { status: 'in_progress', conclusion: null })]
  const fail = () => {
    github.state.checkRuns = [run('CI', 1, { conclusion: 'timed_out' })]
  }
  expect(await awaitChecks(required, waiting(fail), never, 10)).toEqual([
    'required checks have not passed: "CI" ended with timed_out (check run). Fix it, or run it again',
  ])
})

test('an absent check fails when the time is over, and at once without a wait', async () => {
  expect(await awaitChecks({ ...required, waitSeconds: 0 }, read, never)).toEqual([
    'required checks have not passed: "CI" has not run for this commit. Check its name and its trigger, or raise "wait-seconds"',
  ])
})

test('a cancellation ends the wait', async () => {
  const controller = new AbortController()
  const cancel = () => controller.abort(new Error('cancelled'))
  await expect(awaitChecks(required, waiting(cancel), controller.signal, 10)).rejects.toThrow('cancelled')
})
