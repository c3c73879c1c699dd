import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { deploy } from '../src/deploy.ts'
import type { DeployInputs } from '../src/inputs.ts'
import { composeFile, type Scene, startScene } from './scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'failure-'))
const summary = join(folder, 'summary.md')
const written: string[] = []
const write = process.stdout.write
let scene: Scene
beforeAll(async () => {
  scene = await startScene()
  process.env.GITHUB_STEP_SUMMARY = summary
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof process.stdout.write
})
afterAll(async () => {
  process.stdout.write = write
  delete process.env.GITHUB_STEP_SUMMARY
  rmSync(folder, { recursive: true, force: true })
  await scene?.stop()
})

/** Runs a deployment that must fail, and returns its error, log and summary. */
async function failure(inputs: DeployInputs): Promise<{ error: string; log: string; summary: string }> {
  written.length = 0
  writeFileSync(summary, '')
  const cause = await deploy(inputs, { server: scene.remote }, new AbortController().signal).then(
    () => undefined,
    (reason: Error) => reason,
  )
  const log = written.filter(text => !text.startsWith('::add-mask::')).join('')
  return { error: cause?.message ?? 'it did not fail', log, summary: readFileSync(summary, 'utf8') }
}

const command = (script: string): string => composeFile.replace('node /app/server.js', `node -e "${script}"`)

test('a container that exits is reported with its exit code, its log and a likely cause, without secrets', async () => {
  const inputs = await scene.release('v2', {
    'compose.yml': command(
      "console.log(process.env.SECRET + ' ::error::x connect ECONNREFUSED'); process.exit(3)",
    ),
  })
  const { error, log, summary } = await failure(inputs)
  // Compose only notices the exit while it is waiting.
  expect(error).toMatch(
    /^in step "start": "up" on root@127.0.0.1 failed with exit code 1|^service "app_green" exited with code 3/,
  )
  for (const text of [log, summary]) {
    expect(text).toContain('exit code 3')
    expect(text).toContain('a service that it depends on does not respond')
    expect(text).toContain('ECONNREFUSED')
    expect(text).not.toContain('correct-horse')
  }
  expect(log).not.toMatch(/^\s*::error::x/m)
  expect(summary).toMatch(/^\| `v2` \|.*\| failed \|$/m)
  expect(summary).toContain('Last 1 lines of scene&#45;app&#95;green&#45;1')
  expect(await scene.exec('docker ps -aq --filter label=com.docker.compose.service=app_green')).toBe('')
})

test('a container that exceeds its memory limit is reported as such', async () => {
  const inputs = await scene.release('v3', {
    'compose.yml': command('const all = []; for (;;) all.push(Buffer.alloc(1e7, 1))').replace(
      'stop_grace_period: 1s',
      'stop_grace_period: 1s\n  mem_limit: 64m\n  memswap_limit: 64m',
    ),
  })
  const { log, summary } = await failure(inputs)
  expect(log).toContain('exit code 137 (signal 9), out of memory')
  expect(summary).toContain('app&#95;green exceeded its memory limit')
})

test('a failing health check is reported with its output', async () => {
  const inputs = await scene.release('v4', {
    'compose.yml': composeFile.replace(
      'stop_grace_period: 1s',
      'stop_grace_period: 1s\n  healthcheck: { test: "echo not today; exit 1", interval: 1s, retries: 2 }',
    ),
  })
  const { log } = await failure(inputs)
  expect(log).toContain('health checks: exit 1: not today; exit 1: not today')
  expect(log).toContain('app_green is running, but its health check fails')
})
