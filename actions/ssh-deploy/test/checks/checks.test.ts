import { expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import type { ComposeModel } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { bucketCheck } from '../../src/checks/bucket.ts'
import { attempt, check, requirePassed, skipped } from '../../src/checks/check.ts'
import { checksTable } from '../../src/checks/checks-table.ts'
import { connectionChecks } from '../../src/checks/connection.ts'
import { parseDefinedSecrets, secretsCheck } from '../../src/checks/defined-secrets.ts'
import { envKeysCheck } from '../../src/checks/env-keys.ts'
import { platformCheck } from '../../src/checks/platform.ts'
import { registryCheck } from '../../src/checks/registry.ts'
import { deployInputs } from '../deploy-inputs.ts'

test('the table has a row for every problem and warning, with the next step', () => {
  const rows = checksTable([
    check('Disk', { found: '4 GB free on /' }),
    check('Proxy', { problems: ['no slot header. Add X-Deployment-Slot', 'port 80 is closed'] }),
    check('Env file', { warnings: ['a | pipe. Remove it'] }),
    skipped('Bucket', 'no backup is made'),
  ]).split('\n')
  expect(rows.slice(2)).toEqual([
    '| Disk | ✅ 4 GB free on / |  |',
    '| Proxy | ❌ no slot header | Add X&#45;Deployment&#45;Slot |',
    '| Proxy | ❌ port 80 is closed |  |',
    '| Env file | ⚠️ a &#124; pipe | Remove it |',
    '| Bucket | not checked: no backup is made |  |',
  ])
})

test('all problems of all checks are reported, and no defect is hidden', async () => {
  const failed = await attempt('Bucket', async () => Promise.reject(new UserError(['a', 'b'])))
  const checks = [failed, check('Disk', { found: 'x' }), check('Proxy', { problems: ['c'] })]
  expect(() => requirePassed(checks)).toThrow(new UserError(['a', 'b', 'c']))
  await expect(attempt('Bucket', async () => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError)
})

test.each([
  ['ssh-deploy: h:22 is not reachable: connection refused', ['❌', 'not', 'not']],
  ['the host key of h:22 is SHA256:x, which is not pinned', ['✅', '❌', 'not']],
  ['h:22 has no host key of a pinned type. Pin its actual key', ['✅', '❌', 'not']],
  ['server refused the key for root@h (public key denied). Is it in authorized_keys?', ['✅', '✅', '❌']],
  ['input "ssh-key" needs a passphrase', ['✅', '✅', '❌']],
])('of a connection that failed with "%s", the rows are %j', (message, icons) => {
  const checks = connectionChecks('root@h', new UserError(message))
  expect(checks.map(({ name }) => name)).toEqual(['Server reachable', 'Host key', 'SSH key'])
  const rows = checksTable(checks).split('\n').slice(2)
  expect(rows.map(row => /\| (✅|❌|not)/.exec(row)?.[1])).toEqual(icons)
})

test('secrets are shown by name, and half of a pair is a warning', () => {
  const secrets = parseDefinedSecrets('SSH_KEY=true TELEGRAM_BOT_TOKEN=true TELEGRAM_CHAT_ID=false')
  const [shown] = secretsCheck(secrets ?? new Map())
  expect(shown?.found).toBe('defined: SSH_KEY, TELEGRAM_BOT_TOKEN; not defined: TELEGRAM_CHAT_ID')
  expect(shown?.warnings.join()).toMatch(/^TELEGRAM_BOT_TOKEN is defined, but TELEGRAM_CHAT_ID is not\. /)
  expect(secretsCheck(parseDefinedSecrets('') ?? new Map())).toEqual([])
  expect(parseDefinedSecrets('SSH_KEY=ey3...')).toBeUndefined()
})

const result = (text: string) => ({ code: 0, text })

test('keys of the example that the env file lacks are named', () => {
  const results = { env: result('A=1\n'), example: result('A=\nB=\nC=x\n') } as unknown as QueryResults
  expect(envKeysCheck(results, '.env').warnings).toEqual([
    '.env has no B, C, which its example has. Add them on the server',
  ])
  const without = { env: result('A=1\n'), example: { code: 1, text: '' } } as unknown as QueryResults
  expect(envKeysCheck(without, '.env').isSkipped).toBe(true)
})

const model = (service: object): ComposeModel => ({ name: 'x', services: { web: service } })

test.each<[string, string, object, string, boolean]>([
  ['amd64', 'an arm64 server', { build: {} }, 'arm64', true],
  ['the same architecture', 'an amd64 server', { build: {} }, 'amd64', false],
  ['the platform of the service', 'an arm64 server', { build: {}, platform: 'linux/arm64' }, 'arm64', false],
  [
    'two platforms',
    'an arm64 server',
    { build: { platforms: ['linux/amd64', 'linux/arm64/v8'] } },
    'arm64',
    false,
  ],
  ['amd64', 'a server that emulates it', { build: {} }, 'arm64\n/proc/sys/fs/binfmt_misc/qemu-x86_64', false],
  ['no image', 'an arm64 server', { image: 'x' }, 'arm64', false],
])('a build of %s for %s', (_built, _server, service, architecture, isProblem) => {
  const results = { architecture: result(architecture) } as unknown as QueryResults
  const { problems } = platformCheck(results, model(service), 'x64')
  expect(problems).toEqual(
    isProblem
      ? [expect.stringMatching(/^service web is built for amd64, but the server is arm64\. Build it/)]
      : [],
  )
})

test('a bucket without secrets is a problem that names them', async () => {
  const { backup } = deployInputs()
  const access = { ...backup.access, bucket: '', secretAccessKey: '' }
  const { problems } = await bucketCheck(deployInputs({ checks: ['backup'], backup: { ...backup, access } }))
  expect(problems.join()).toContain('AWS_S3_BUCKET, AWS_SECRET_ACCESS_KEY are empty. Define them')
})

test('what no later job needs is not checked', async () => {
  expect((await bucketCheck(deployInputs())).isSkipped).toBe(true)
  expect((await registryCheck(deployInputs(), undefined)).isSkipped).toBe(true)
  const archive = deployInputs({ checks: ['build'], registry: undefined })
  expect((await registryCheck(archive, undefined)).found).toBe('the images are transferred over SSH')
})
