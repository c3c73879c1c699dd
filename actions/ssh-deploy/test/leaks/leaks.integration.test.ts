import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type HostileLine, MALFORMED_LINES, runBundle } from '@tsh/testing'
import { testFull } from '@tsh/testing/full'
import { bundleInputs, imagesInput } from '../bundle-runs.ts'
import { IN_PLACE } from '../cases/case-scene.ts'
import { path } from '../scene.ts'
import { type LeakScene, leakyCompose, PRINT_AND_FAIL, startLeakScene } from './leak-scene.ts'

// An env file that trips up parsers, and containers that print all of it: none of it may be visible.

let scene: LeakScene
beforeAll(async () => {
  scene = await startLeakScene()
})
afterAll(() => scene?.stop())

const READERS = ['pg-backup', 'ssh-deploy', 'blue-green-switch', 'rollback']

/** Runs each action that reads the env file with one that compose refuses. */
async function expectRefused(line: HostileLine): Promise<void> {
  const modes = [
    ...['backup', 'doctor'].map(mode => ['pg-backup', { mode }] as const),
    ...['plan', 'drill'].map(mode => ['pg-restore', { mode }] as const),
  ]
  const others = READERS.slice(1).map(action => [action, {}] as const)
  await scene.withLine(line, async () => {
    for (const [action, changes] of [...modes, ...others]) {
      const run = await scene.scanned(action, { ...scene.inputsOf(action), ...changes }, line.secrets)
      expect([action, run.code]).toEqual([action, 1])
    }
  })
}

let versions = 1
/** Deploys a commit with one part of the compose file replaced. */
async function deployed(
  [from, to]: readonly [from: string, to: string],
  changes: Record<string, string> = {},
): Promise<string> {
  expect(leakyCompose).toContain(from)
  const release = await scene.release(`v${++versions}`, {
    'compose.yml': leakyCompose.replace(from, () => to),
  })
  const inputs = { ...bundleInputs(scene, release), 'health-timeout-seconds': '10', ...changes }
  const { code, errors } = await scene.scanned('ssh-deploy', inputs)
  return code === 0 ? 'green' : errors.join('\n')
}

const SAME = ['services:', 'services:'] as const
const WITHOUT_BACKUP = { 'skip-backup-reason': 'a test' }

test('migrations that print the environment and fail leak no secret', async () => {
  const result = await deployed(SAME, { migrate: PRINT_AND_FAIL, ...WITHOUT_BACKUP })
  expect(result).toMatch(/^ssh-deploy: migrations failed \(exit code 3\)/)
})

const [LOST_QUOTE, ...OTHERS] = MALFORMED_LINES

test('an env file with an unclosed quote is refused by every action without quoting it', () =>
  expectRefused(LOST_QUOTE ?? { text: '', secrets: [] }))

testFull.each(OTHERS.map(line => [line.text, line] as const))('so is one with %j', (_text, line) =>
  expectRefused(line),
)

describe('a deployment that fails', () => {
  const service = (name: string, more: string): readonly [string, string] => [
    '\n  mail:\n',
    `\n  ${name}: { ${more}, volumes: ["/opt/app:/app"], env_file: [.env, app.env], command: sh -c "${PRINT_AND_FAIL}" }\n  mail:\n`,
  ]
  const built = 'image: "scene:${VERSION}", build: .'

  testFull('in preflight, at a value of the env file', async () => {
    const port = ['127.0.0.1:8011:8000', '127.0.0.1:${OPAQUE}:8000'] as const
    expect(await deployed(port)).toMatch(/rejects compose\.yml/)
  })

  testFull('at the upload', async () => {
    const { address, username } = scene.sandbox.registry
    const services = ['app_blue', 'app_green', 'mail']
    const digest = `sha256:${'0'.repeat(64)}`
    const images = imagesInput(new Map(services.map(service => [service, { digest }])))
    const login = {
      ...{ images, registry: address, 'registry-username': username, 'registry-password': 'wr0ng-Horse!' },
    }
    expect(await deployed(SAME, login)).toMatch(/cannot pull image|unauthorized/)
  })

  testFull('while missing services are started', async () => {
    expect(await deployed(service('cache', 'image: "node:20-slim"'))).toMatch(/cache/)
  })

  testFull('in a one-shot service', async () => {
    const [from, to] = service('init', `${built}, restart: "no"`)
    const waiting = to.replace(
      '\n  mail:\n',
      '\n  mail:\n    depends_on: { init: { condition: service_completed_successfully } }\n',
    )
    expect(await deployed([from, waiting])).toMatch(/one-shot service "init"/)
  })

  testFull('at the start, with the last lines of its container', async () => {
    const command = ['command: node /app/server.js', `command: sh -c "${PRINT_AND_FAIL}"`] as const
    expect(await deployed(command)).toMatch(/in step "start"|not healthy|exited with code 3/)
  })

  testFull('at its health check', async () => {
    const check =
      'stop_grace_period: 1s\n  healthcheck: { test: "node /app/leak.js; exit 1", interval: 1s, retries: 2 }'
    expect(await deployed(['stop_grace_period: 1s', check])).toMatch(
      /in step "start"|not healthy|exited with code 3/,
    )
  })
})

testFull('deployments, a switch and a rollback leak none, whether they succeed or fail', async () => {
  expect(await deployed(SAME, { 'dry-run': 'true' })).toBe('green')
  expect(await deployed(SAME)).toBe('green')
  // The scene has no site, so it fails at the proxy.
  expect((await scene.scanned('blue-green-switch', scene.inputsOf('blue-green-switch'))).code).toBe(1)
  const migrated = { ...IN_PLACE, migrate: 'node /app/leak.js', ...WITHOUT_BACKUP }
  expect(await deployed(SAME, migrated)).toBe('green')
  expect(await deployed(SAME, IN_PLACE)).toBe('green')
  const back = { ...scene.inputsOf('rollback'), ...IN_PLACE }
  expect((await scene.scanned('rollback', back)).errors).toEqual([])
  const env = await scene.exec(`sed -n '/^SSH_DEPLOY=/,/^last/p' ${path}/.env`)
  expect(env).toContain('ACTIVE_DEPLOYMENT_SLOT=n0t-a-sl0t/x')
  const crash = ['command: node /app/server.js', `command: sh -c "${PRINT_AND_FAIL}"`] as const
  expect(await deployed(crash, IN_PLACE)).toMatch(/in step "start"|not healthy|exited with code 3/)
  await scene.scanned('rollback', { ...back, mode: 'automatic' })
})

testFull('backups leak none, whether they succeed or fail', async () => {
  const inputs = scene.inputsOf('pg-backup')
  const backup = (changes: Record<string, string>) => scene.scanned('pg-backup', { ...inputs, ...changes })
  // The hostile lines name databases that do not exist, so the application's database is unknown.
  expect((await backup({})).errors).toEqual([expect.stringContaining('Set "database-name"')])
  const named = { 'database-name': 'shop' }
  expect((await backup(named)).errors).toEqual([])
  expect((await backup({ ...named, mode: 'doctor' })).errors).toEqual([])
  for (const mode of ['drill', 'plan']) {
    const restored = { ...scene.inputsOf('pg-restore'), ...named, mode }
    expect((await scene.scanned('pg-restore', restored)).errors).toEqual([])
  }
  expect((await backup({ 'database-name': 'n0thing' })).code).toBe(1)
  expect((await backup({ 'secret-access-key': 'wr0ng/S3cret+key' })).code).toBe(1)
  const login = { 'database-url': 'postgres://intruder:wr0ng-W0rd@127.0.0.1:5432/shop' }
  expect((await scene.scanned('pg-backup', { ...inputs, ...login }, ['wr0ng-W0rd'])).code).toBe(1)
})

testFull('actions without a server leak none of their inputs when they fail', async () => {
  const closed = 'http://127.0.0.1:9'
  const secrets = {
    token: 'ghs_S3cretOfTheRun0000',
    bot: `123456789:${'b0T-'.repeat(9)}`,
    password: 'r3gistry-W0rd!',
  }
  const failing: [action: string, inputs: Record<string, string>, more?: Record<string, string>][] = [
    [
      'determine-version',
      {
        environment: 'production',
        version: 'production-v2026.01.31-711e4ef',
        'github-token': secrets.token,
      },
      { GITHUB_API_URL: closed },
    ],
    [
      'build-image',
      {
        ...{ 'compose-file': 'compose.yml', version: 'v1', registry: '127.0.0.1:9/shop' },
        'registry-username': 'shop',
        'registry-password': secrets.password,
      },
    ],
    ['test-gate', { commands: 'leak: env; exit 1' }],
    ['smoke-test', { url: closed, 'timeout-seconds': '1' }],
    [
      'telegram-notify',
      {
        ...{
          'bot-token': secrets.bot,
          'chat-id': '-1001234567890',
          'api-url': closed,
          environment: 'production',
        },
        jobs: '{}',
        'fail-on-error': 'true',
      },
    ],
  ]
  for (const [action, inputs, more = {}] of failing) {
    const run = await runBundle(action, inputs, { RUNNER_DEBUG: '1', ...more })
    const printed = `${run.stdout}${run.stderr}`.replace(/^::add-mask::.*$/gm, '') + run.files
    expect([action, run.code]).toEqual([action, 1])
    for (const secret of [...Object.values(secrets), '-1001234567890'])
      expect([action, printed.includes(secret)]).toEqual([action, false])
  }
})
