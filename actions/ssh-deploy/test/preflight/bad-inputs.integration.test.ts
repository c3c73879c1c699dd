import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { leaks } from '@tsh/sandbox'
import { type BundleRun, runBundle } from '@tsh/testing'
import { testSample } from '@tsh/testing/full'
import { bundleInputs, onlyError, shown } from '../bundle-runs.ts'
import { FINGERPRINT, type Scene, startScene } from '../scene.ts'

// Rows 1-18 and 25 of the list of bad inputs, each run as a bundle like on the runner.

const passphrase = 'correct horse'
/** Keys that the server does not know; one has a passphrase. */
let unknownKey: KeyPair
let encrypted: KeyPair
let scene: Scene
let inputs: Record<string, string>
let secrets: string[]
/** The state of the server before the first row. */
let before: string
/** A port without a listener, and one whose listener never responds. */
let ports: { closed: number; silent: number }
let silence: ReturnType<typeof createServer>
/** Rows that wait for a timeout run concurrently with the others. */
let waiting: Record<string, Promise<BundleRun>>

beforeAll(async () => {
  scene = await startScene()
  unknownKey = await makeKey('')
  encrypted = await makeKey(passphrase)
  inputs = { ...bundleInputs(scene, await scene.release('v2')), 'dry-run': 'true' }
  secrets = [...scene.sandbox.secrets, passphrase, unknownKey.private, encrypted.private, 'correct-horse']
  const hang = [
    "printf '#!/bin/sh\\nexec sleep 600\\n' > /usr/local/bin/hang; chmod 755 /usr/local/bin/hang",
    'useradd -m -s /usr/local/bin/hang hanging; cp -r ~/.ssh /home/hanging/; chown -R hanging: /home/hanging',
  ]
  await scene.exec(hang.join('\n'))
  silence = createServer(() => {}).listen(0, '127.0.0.1')
  const closed = createServer().listen(0, '127.0.0.1')
  await Promise.all([silence, closed].map(server => once(server, 'listening')))
  ports = { closed: portOf(closed), silent: portOf(silence) }
  closed.close()
  before = await scene.exec(FINGERPRINT)
  waiting = {
    hanging: start({ server: serverAt('127.0.0.1', scene.sandbox.server.port, 'hanging') }),
    refused: start(at('127.0.0.1', ports.closed)),
    unknown: start(at('no..name', 22)),
    'no way': start(at('255.255.255.255', 22)),
    silent: start(at('127.0.0.1', ports.silent)),
  }
})
afterAll(async () => {
  silence?.close()
  await scene?.stop()
})

interface KeyPair {
  private: string
  public: string
}

async function makeKey(protection: string): Promise<KeyPair> {
  await scene.exec(`rm -f /tmp/key*; ssh-keygen -q -t ed25519 -C '' -N '${protection}' -f /tmp/key`)
  const pair = { private: await scene.exec('cat /tmp/key'), public: await scene.exec('cat /tmp/key.pub') }
  await scene.exec('rm /tmp/key*')
  return pair
}

const portOf = (server: typeof silence): number => (server.address() as AddressInfo).port
const start = (changes: Record<string, string>): Promise<BundleRun> =>
  runBundle('ssh-deploy', { ...inputs, ...changes })

const serverAt = (host: string, port: number, user = scene.sandbox.server.user): string =>
  `${user}@${host}:${port}`

/** Inputs for another address whose key is pinned as well. */
function at(host: string, port: number): Record<string, string> {
  const key = inputs['host-key']?.split(' ').slice(1).join(' ')
  return {
    server: serverAt(host, port),
    'host-key': `${port === 22 ? host : `[${host}]:${port}`} ${key}`,
  }
}

/** The error of a run that fails and leaves the server unchanged. */
async function refusal(run: BundleRun): Promise<string> {
  const line = onlyError(run, secrets)
  expect(await scene.exec(FINGERPRINT)).toBe(before)
  return line
}

test('1: without inputs every missing one is named', async () => {
  const { code, errors } = await runBundle('ssh-deploy')
  expect(code).toBe(1)
  for (const name of ['path', 'compose-file', 'env-file', 'service', 'version', 'sha'])
    expect(errors).toContain(`ssh-deploy: input "${name}" is required but empty.`)
  expect(errors.join('\n')).toMatch(/input "server" is required but empty\. Set it to user@host/)
  expect(errors.join('\n')).toMatch(/secret for input "ssh-key" is empty/)
})

type Row = [row: string, changes: () => Record<string, string>, message: string | RegExp]
const boolean = (value: string): Row => {
  const message = `ssh-deploy: input "dry-run" must be true or false, got "${value}".`
  return [`2: ${value}`, () => ({ 'dry-run': value }), message]
}
const seconds = (value: string): Row => {
  const message = `input "health-timeout-seconds" must be a whole number from 1 to 3600, got "${value}".`
  return [`3: ${value}`, () => ({ 'health-timeout-seconds': value }), message]
}
const host = (name: string): Row => {
  return [`13: ${name}`, () => ({ server: `root@${name}` }), `got "root@${name}".`]
}
const user = (name: string): Row => {
  const server = `${name}@127.0.0.1`
  return [`14: ${name}`, () => ({ server }), 'input "server" must be user@host']
}
const path = (value: string): Row => [
  `15: ${JSON.stringify(value)}`,
  () => ({ path: value }),
  /input "path" /,
]
const rows: Row[] = [
  ['1: server', () => ({ server: '' }), 'ssh-deploy: input "server" is required but empty.'],
  boolean('yes'),
  [
    '5: key empty',
    () => ({ 'ssh-key': '\n' }),
    /secret for input "ssh-key" is empty\. Define the secret \(PROD_SSH_KEY or STAGING_SSH_KEY\) and pass it by name/,
  ],
  [
    '6: public key',
    () => ({ 'ssh-key': unknownKey.public }),
    'contains a public key; a private key is required.',
  ],
  [
    '8: passphrase missing',
    () => ({ 'ssh-key': encrypted.private }),
    'is protected by a passphrase; set "ssh-key-passphrase" (secret PROD_SSH_KEY_PASSPHRASE or ',
  ],
  [
    '9: truncated key',
    () => ({ 'ssh-key': (inputs['ssh-key'] ?? '').slice(0, 250) }),
    'could not be read (not a valid OpenSSH or PEM private key)',
  ],
  [
    '10: host-key empty',
    () => ({ 'host-key': '' }),
    /host key of 127\.0\.0\.1:\d+ is not pinned\. Set "host-key" to the output of "ssh-keyscan -p \d+ 127\.0\.0\.1".* or to that key's fingerprint/,
  ],
  [
    '11: host key changed',
    () => ({ 'host-key': `[127.0.0.1]:${scene.sandbox.server.port} ${unknownKey.public}` }),
    /host key mismatch for 127\.0\.0\.1:\d+: expected SHA256:\S+, server offered SHA256:\S+ .*Possible attack or re-installed server; nothing was run\.$/,
  ],
  [
    '12: entry for port 22',
    () => ({ 'host-key': `127.0.0.1 ${unknownKey.public}` }),
    /"host-key" has an entry for "127\.0\.0\.1" but not for "\[127\.0\.0\.1\]:\d+"/,
  ],
  host('-oProxyCommand=touch x'),
  path('../../etc'),
  [
    '17: login refused',
    () => ({ 'ssh-key': unknownKey.private }),
    'server refused the key for root@127.0.0.1 (public key denied). Is it in authorized_keys?',
  ],
]

const others: Row[] = [
  [
    '8: passphrase wrong',
    () => ({ 'ssh-key': encrypted.private, 'ssh-key-passphrase': 'wrong horse' }),
    'is protected by a passphrase, but "ssh-key-passphrase" does not match.',
  ],
  [
    '9: key that lacks a line',
    () => ({ 'ssh-key': (inputs['ssh-key'] ?? '').replace(/\n.*\n/, '\n') }),
    'could not be read (not a valid OpenSSH or PEM private key)',
  ],
  ...['True', '1'].map(boolean),
  ...['10m', '-1', '1e9', '0'].map(seconds),
  ...['-oProxyCommand=id', 'a;b', 'a b', '$(id)', '::1'].map(host),
  ...['root;x', '-l', '$(id)', ''].map(user),
  ...['opt/scene', '/opt/../etc', '/opt/scene\nx'].map(path),
]

testSample(rows.length, [...rows, ...others])('%s', async (_row, changes, message) => {
  const run = await start(changes())
  const text = await refusal(run)
  if (typeof message === 'string') expect(text).toContain(message)
  else expect(text).toMatch(message)
  expect(shown(run)).not.toContain('retrying')
})

describe('works', () => {
  testSample<[string, (key: string) => Record<string, string>]>(1, [
    ['4: without RUNNER_TEMP', () => ({})],
    ['7: key with CRLF', key => ({ 'ssh-key': key.replaceAll('\n', '\r\n') })],
    ['7: key without a final newline', key => ({ 'ssh-key': key.trim() })],
    ['7: key with \\n in characters', key => ({ 'ssh-key': key.trim().replaceAll('\n', '\\n') })],
    ['7: key in Base64', key => ({ 'ssh-key': Buffer.from(key).toString('base64') })],
  ])('%s', async (_row, changes) => {
    // Nothing is written there; the key and everything else stay in memory.
    const run = await runBundle(
      'ssh-deploy',
      { ...inputs, ...changes(inputs['ssh-key'] ?? '') },
      { RUNNER_TEMP: '' },
    )
    expect(run).toMatchObject({ code: 0, errors: [] })
    expect(leaks(secrets, [{ place: 'log', text: shown(run) }])).toEqual([])
    expect(await scene.exec(FINGERPRINT)).toBe(before)
  })
})

describe('limits', () => {
  test.each<[string, string, RegExp]>([
    [
      '16: refused',
      'refused',
      /cannot reach 127\.0\.0\.1:\d+ \(connection refused\) after 3 tries in \d+ s\.$/,
    ],
    [
      '16: name unknown',
      'unknown',
      /cannot reach no\.\.name:22 \(host name not found\) after 3 tries in \d+ s\.$/,
    ],
    [
      '16: no way',
      'no way',
      /cannot reach 255\.255\.255\.255:22 \(network unreachable\) after 3 tries in \d+ s\.$/,
    ],
    [
      '16: no answer',
      'silent',
      /cannot reach 127\.0\.0\.1:\d+ \(no SSH response\) after 3 tries in \d+ s\.$/,
    ],
    [
      '18: hangs after login',
      'hanging',
      /"true" on hanging@127\.0\.0\.1 was aborted: no output for [3-9]\d s; connection closed\.$/,
    ],
  ])('%s', async (_row, name, message) => {
    expect(await refusal((await waiting[name]) as BundleRun)).toMatch(message)
  })
})

test('25: hostile output of 20 MB is shown inert and cut with a notice', async () => {
  const hostile = "printf '::error::forged\\n::add-mask::a\\n  ##[error]forged\\n\\033[31mred\\000\\377\\n'"
  const command = `${hostile}; yes ::warning::forged | head -c 20000000; echo; echo the end; ${hostile} >&2; exit 3`
  const run = await start({ migrate: command, 'skip-backup-reason': 'a test', 'dry-run': 'false' })
  expect(run.code).toBe(1)
  expect(run.errors).toHaveLength(1)
  expect(run.errors[0]).toMatch(/^ssh-deploy: migrations failed \(exit code 3\)/)
  expect(run.stdout).not.toMatch(/^\s*::(error|warning|add-mask)::(forged|a$)/m)
  const displayed = run.stdout.replace(/^::(error|debug|add-mask)[ :].*$/gm, '')
  for (const active of ['##[', '\0', '\x1b']) expect(displayed).not.toContain(active)
  expect(run.stdout).toMatch(/^\| ::error::forged$/m)
  expect(run.stdout).toMatch(/^\| red\ufffd$/m)
  expect(run.stdout).toMatch(/^\| \(\d+ lines with \d\d\.\d million characters omitted\)$/m)
  expect(run.stdout).toMatch(/^\| the end$/m)
  expect(run.stdout.length).toBeLessThan(3_000_000)
  // It was a deployment, which the fingerprint notices.
  expect(await scene.exec(FINGERPRINT)).not.toBe(before)
  expect(leaks(secrets, [{ place: 'log', text: shown(run) }])).toEqual([])
})
