import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { bundleInUse } from '@tsh/bundles'
import { ensureBaseImages, ensureEngine } from '@tsh/sandbox'
import { runBundle, waitFor } from '@tsh/testing'

const COMPOSE = `name: shop
services:
  cache:
    image: redis:7-alpine
    container_name: shop_cache
    env_file: .env.staging
    restart: always
    ports: ["127.0.0.1:46379:6379"]
    volumes: ["data:/data"]
    healthcheck: { test: ["CMD", "redis-cli", "ping"], interval: 1s, timeout: 5s, retries: 30, start_interval: 200ms }
  app: { image: "app:\${VERSION:?}", env_file: .env.staging }
  db: { image: postgres:15-alpine, environment: { POSTGRES_PASSWORD: x }, ports: ["127.0.0.1:45432:5432"], volumes: ["./pgdata:/var/lib/postgresql/data"] }
volumes: { data: { name: shop_data } }
`
const PING = `(exec 3<>/dev/tcp/127.0.0.1/46379; printf 'PING\\r\\n' >&3; head -c 5 <&3) | grep -q PONG`

beforeAll(async () => {
  await ensureEngine()
  await ensureBaseImages(['redis:7-alpine', 'postgres:15-alpine'])
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gate-services-'))
  writeFileSync(join(folder, 'compose.yml'), COMPOSE)
  writeFileSync(join(folder, '.env.staging.example'), 'A=1\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const inputs = (run: string): Record<string, string> => ({
  ...{ commands: `unit: ${run}`, services: 'cache', 'compose-file': join(folder, 'compose.yml') },
  ...{ 'env-file': '.env.staging', 'working-directory': '.' },
})

/** Containers, volumes and networks of test projects. */
function leftovers(): string[] {
  const list = (...args: string[]): string[] =>
    execFileSync('docker', [...args, '--filter', 'label=com.docker.compose.project'], { encoding: 'utf8' })
      .split('\n')
      .filter(line => line.startsWith('tsh-test-'))
  const format = ['--format', '{{.Label "com.docker.compose.project"}}']
  return [
    ...list('ps', '--all', ...format),
    ...list('volume', 'ls', ...format),
    ...list('network', 'ls', ...format),
  ]
}

test('a database without a health check accepts connections before the commands run', async () => {
  const ready = 'docker exec $(docker ps --quiet --filter publish=45432) pg_isready --host 127.0.0.1'
  const run = await runBundle('test-gate', { ...inputs(ready), services: 'db' })
  expect(run.errors).toEqual([])
  expect(leftovers()).toEqual([])
  expect(existsSync(join(folder, 'pgdata'))).toBe(false)
})

test('commands reach a service, and a failure leaves nothing behind', async () => {
  const run = await runBundle('test-gate', inputs(`${PING} && echo reached && exit 3`))
  expect(run.stdout).toContain('| reached')
  expect(run.errors.at(-1)).toContain('unit (exit code 3)')
  expect(leftovers()).toEqual([])
})

test('a service that does not start is named with its output', async () => {
  const text = COMPOSE.replace('image: redis:7-alpine', 'image: redis:7-alpine\n    command: ["--nonsense"]')
  writeFileSync(join(folder, 'compose.yml'), text)
  const run = await runBundle('test-gate', inputs('echo never'))
  expect(run.errors.at(-1)).toMatch(
    /the services of the tests \(cache\) do not start: .*Their output is above/,
  )
  expect(run.stdout).not.toContain('| never')
  expect(leftovers()).toEqual([])
})

/** A gate whose command runs until it is ended. */
async function startGate() {
  const state = join(folder, 'state')
  writeFileSync(state, '')
  const passed = { ...inputs('echo ready; sleep 600'), 'command-timeout-seconds': '900' }
  const child = spawn(process.execPath, [join(await bundleInUse('test-gate'), 'index.js')], {
    ...{ cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, RUNNER_TEMP: folder, GITHUB_STATE: state },
      ...Object.fromEntries(
        Object.entries(passed).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
    },
  })
  let output = ''
  child.stdout?.on('data', data => {
    output += data
  })
  const ended = new Promise(resolve => child.on('close', resolve))
  await waitFor('the command', () => output.includes('| ready'))
  return { child, ended, state }
}

test('a cancelled gate removes its services', async () => {
  const { child, ended } = await startGate()
  expect(leftovers()).not.toEqual([])
  child.kill('SIGINT')
  await ended
  expect(leftovers()).toEqual([])
})

test('the post step removes the services of a killed gate', async () => {
  const { child, ended, state } = await startGate()
  child.kill('SIGKILL')
  await ended
  expect(leftovers()).not.toEqual([])
  const [, project = ''] = /^services<<.*\n(.*)$/m.exec(readFileSync(state, 'utf8')) ?? []
  const post = await runBundle('test-gate', {}, { STATE_started: 'true', STATE_services: project })
  expect(post).toMatchObject({ code: 0, errors: [] })
  expect(leftovers()).toEqual([])
})
