import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { newPublicKey } from '@tsh/remote/test/ssh-server'
import { startS3Double } from '../../src/index.ts'
import { type LeakServer, startLeakServer } from './leak-server.ts'
import { expectNoLeak, keyLines, type Scenario } from './scan.ts'
import { startDenyingStore } from './site.ts'

// Docker on this server prints the env file and its own configuration for every command.

let server: LeakServer
beforeAll(async () => {
  server = await startLeakServer()
})
afterAll(() => server.close())

const RUN = 'https://github.com/tsh/tsh-erp/actions/runs/42'

const scanned = (scenario: Scenario) =>
  expectNoLeak({
    ...scenario,
    inputs: { ...server.inputs, ...scenario.inputs },
    secrets: [...server.secrets, ...scenario.secrets],
    places: server.places,
  })

const BUILT = { digest: `sha256:${'0'.repeat(64)}`, id: '' }

const release = (): Record<string, string> => ({
  ...{ version: 'v2', sha: server.sha, migrate: 'none', 'health-timeout-seconds': '1' },
  registry: '127.0.0.1:9',
  images: JSON.stringify({ app_blue: BUILT, app_green: BUILT }),
})

/** The journal entries of a release with these states. */
const journalled = (
  version: string,
  slot: string,
  states: readonly string[],
  previous?: object,
): object[] => {
  const facts = {
    version,
    sha: server.sha,
    slot,
    services: [],
    images: [],
    migrates: false,
    previous,
    run: RUN,
    actor: 'alice',
  }
  const at = new Date().toISOString()
  return states.map((state, index) => ({
    at,
    release: `${version}.42.1`,
    state,
    ...(index === 0 ? { facts } : {}),
  }))
}
const LIVE = ['started', 'prepared', 'switching', 'switched']

describe('nothing leaks from a connection', () => {
  const login = (key: string, more: Record<string, string> = {}): Scenario => ({
    action: 'ssh-deploy',
    inputs: { ...release(), 'ssh-key': key, ...more },
    secrets: keyLines(key),
    failure: /^/,
  })

  test('with a truncated key', async () => {
    const { 'ssh-key': key = '' } = server.inputs
    const failure = /input "ssh-key" could not be read/
    await scanned({ ...login(key.slice(0, Math.floor(key.length * 0.7))), failure })
  })

  test('with a wrong passphrase', async () => {
    const encryption = { passphrase: 'open sesame', cipher: 'aes-256-cbc' }
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = String(privateKey.export({ type: 'pkcs1', format: 'pem', ...encryption }))
    const scenario = login(key, { 'ssh-key-passphrase': 'wr0ng-Pass phrase' })
    const secrets = [...scenario.secrets, 'wr0ng-Pass phrase']
    await scanned({ ...scenario, secrets, failure: /"ssh-key-passphrase" does not match/ })
  })

  test('to a server with another host key', async () => {
    const { server: address = '', 'ssh-key': key = '' } = server.inputs
    const [, host, port] = /@(.*):(\d+)$/.exec(address) ?? []
    const pinned = { 'host-key': `[${host}]:${port} ${newPublicKey()}` }
    await scanned({ ...login(key, pinned), failure: /host key mismatch/ })
  })
})

describe('nothing leaks from a deployment', () => {
  test('whose registry refuses the login', async () => {
    const login = { 'registry-username': 'shop-robot', 'registry-password': 'r3gistry-W0rd!' }
    await scanned({
      action: 'ssh-deploy',
      inputs: { ...release(), ...login },
      secrets: ['r3gistry-W0rd!', 'shop-robot:r3gistry-W0rd!'],
      failure: /cannot pull image shop:v2: unauthorized/,
    })
    expect(server.ssh.commands.length).toBeGreaterThan(15)
  })

  test('whose backup cannot be read from the store', async () => {
    const store = await startDenyingStore(server.secrets)
    await scanned({
      action: 'ssh-deploy',
      inputs: {
        ...{ ...release(), ...storeInputs(store.url) },
        'backup-manifest': 'shop/v1/production/shop/catalog/20260131T100000Z-1a2b3c4-42.1-abcdef.json',
      },
      secrets: STORE_SECRETS,
      failure: /S3: cannot read the metadata of shop\/v1\/.*: access denied/,
    }).finally(store.close)
  })
})

const STORE_SECRETS = [
  'AKIA0EXAMPLE0KEY0ID',
  'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  't0ken-of-Sess1on//=',
]
const storeInputs = (endpoint: string): Record<string, string> => {
  const [id = '', secret = '', token = ''] = STORE_SECRETS
  return {
    ...{ bucket: 'backups', region: 'eu-central-1', endpoint },
    ...{ 'access-key-id': id, 'secret-access-key': secret, 'session-token': token },
  }
}

test('nothing leaks from a switch whose slot does not start', async () => {
  const previous = { version: 'v1', sha: server.sha, slot: 'blue' }
  server.writeJournal(
    ...journalled('v1', 'blue', LIVE),
    ...journalled('v2', 'green', ['started', 'prepared'], previous),
  )
  await scanned({
    action: 'blue-green-switch',
    inputs: { release: 'v2.42.1', 'health-timeout-seconds': '1' },
    secrets: [],
    failure: /"docker compose" on deploy@127\.0\.0\.1 failed/,
  })
})

test('nothing leaks from a rollback that fails halfway', async () => {
  const previous = { version: 'v0', sha: server.sha, slot: 'green' }
  server.writeJournal(...journalled('v0', 'green', LIVE), ...journalled('v1', 'blue', LIVE, previous))
  await scanned({
    action: 'rollback',
    inputs: { mode: 'manual', 'health-timeout-seconds': '1' },
    secrets: [],
    failure: /rollback/,
  })
})

describe('nothing leaks from a backup', () => {
  const backup = (): Record<string, string> => ({
    ...{ mode: 'doctor', 'database-source': 'container', 'database-container': 'shop-database-1' },
    ...{ ...storeInputs('http://127.0.0.1:9'), prefix: 'shop', environment: 'production' },
  })
  const scenario = (
    inputs: Record<string, string>,
    failure: RegExp,
    secrets: readonly string[] = [],
  ): Scenario => ({
    ...{ action: 'pg-backup', inputs: { ...backup(), ...inputs }, failure },
    secrets: [...STORE_SECRETS, ...secrets],
  })

  test('whose store quotes the signature and the keys', async () => {
    const store = await startDenyingStore(STORE_SECRETS)
    const failure = /S3: cannot reach bucket "backups": the secret key does not belong to the access key/
    const run = await scanned(scenario({ endpoint: store.url }, failure)).finally(store.close)
    expect(`${run.stdout}${run.stderr}`).not.toMatch(/Signature=|Credential=/)
  })

  test('whose store does not respond', () =>
    scanned(scenario({}, /S3: cannot reach bucket "backups": connection refused/)))

  test.each([
    ['of another kind', 'mysql://shop:d4tabase-W0rd!@127.0.0.1:5432/shop', ['d4tabase-W0rd!']],
    ['without a database', 'postgres://shop:d4tabase-W0rd%21@127.0.0.1', ['d4tabase-W0rd%21']],
  ])('whose database URL is %s', (_what, url, secrets) =>
    scanned(
      scenario({ 'database-url': url }, /"database-url" is not a valid postgres URL/, [...secrets, url]),
    ),
  )

  test('whose database refuses a password that is encoded in its URL', async () => {
    const { endpoint, bucket, region, accessKeyId, secretAccessKey, close } = await startS3Double()
    const access = { 'access-key-id': accessKeyId, 'secret-access-key': secretAccessKey, 'session-token': '' }
    const url = 'postgres://shop:p%40ss%2Fw%23rd-%C3%BC9@127.0.0.1:5432/shop'
    const secrets = ['p%40ss%2Fw%23rd-%C3%BC9', 'p@ss/w#rd-ü9']
    const inputs = { ...access, endpoint, bucket, region, 'database-url': url }
    await scanned(scenario(inputs, /rejected the login/, secrets)).finally(close)
  })
})
