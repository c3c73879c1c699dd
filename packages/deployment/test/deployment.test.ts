import { describe, expect, test } from '@jest/globals'
import { application, inPlaceApplication, recordingRemote } from '@tsh/testing'
import {
  activeProfiles,
  activeSlot,
  answeringServices,
  formatVersion,
  parseComposeModel,
  parseJournal,
  parseVersion,
  recordLive,
  registryHost,
  releaseServices,
  releasesOf,
  servicesInPlace,
  serviceUrl,
  slotServices,
} from '../src/index.ts'
import { isDamaged } from '../src/journal/journal.ts'

test('an env file that is not UTF-8 keeps its bytes', async () => {
  const latin = Buffer.from('# caf\xe9\nVERSION=old\n', 'latin1')
  const written: Buffer[] = []
  const remote = recordingRemote(line => ({
    stdout: line.startsWith('base64') ? latin.toString('base64') : latin.toString('utf8'),
  }))
  const { run } = remote
  remote.run = async (command, options) => {
    if (Buffer.isBuffer(options?.input)) written.push(options.input)
    return run(command, options)
  }
  await recordLive(remote, application, { version: 'new' })
  expect(written).toEqual([Buffer.from('# caf\xe9\nVERSION=new\n', 'latin1')])
})

describe('versions', () => {
  const sha = 'abcdef0123456789abcdef0123456789abcdef01'
  test('round-trip', () => {
    const day = new Date('2026-02-28T23:59:59Z')
    expect(formatVersion('staging', sha, day)).toBe('staging-abcdef0')
    expect(formatVersion('production', sha, day)).toBe('production-v2026.02.28-abcdef0')
    expect(formatVersion('eu-west-2', sha, day)).toBe('eu-west-2-v2026.02.28-abcdef0')
    for (const environment of ['staging', 'production', 'qa', 'eu-west-2', 'staging-2', 'v'])
      expect(parseVersion(environment, formatVersion(environment, sha, day))).toBe('abcdef0')
  })
  test('belong to one environment', () => {
    expect(parseVersion('staging', 'staging-v2026.01.31-abcdef0')).toBeUndefined()
    expect(parseVersion('staging', 'staging-2-v2026.01.31-abcdef0')).toBeUndefined()
    expect(parseVersion('eu', 'eu-west-v2026.01.31-abcdef0')).toBeUndefined()
    expect(parseVersion('qa', 'qa-abcdef0')).toBeUndefined()
    expect(parseVersion('qa', 'production-v2026.01.31-abcdef0')).toBeUndefined()
  })
  test.each([
    'production-2026.01.31-abcdef0',
    'production-v2026.1.31-abcdef0',
    'v1',
    'production-v2026.01.31-xyz',
    '',
  ])('"%s" must be a version', text => {
    expect(parseVersion('production', text)).toBeUndefined()
  })
})

describe('the journal', () => {
  const facts = { version: 'v2', sha: 'a', services: [], images: [], run: '', actor: '' }
  const line = (state: string, more: object = {}): string =>
    JSON.stringify({ at: '', release: 'r', state, ...more })

  test('a release is exposed from the switch until it is rolled back', () => {
    const seen: boolean[] = []
    const lines = [line('started', { facts })]
    for (const state of ['prepared', 'switching', 'failed', 'rolled-back']) {
      lines.push(line(state))
      seen.push(releasesOf(parseJournal(lines.join('\n')))[0]?.exposed ?? false)
    }
    expect(seen).toEqual([false, true, true, false])
  })

  test('later facts are added', () => {
    const text = [line('started', { facts }), line('prepared', { facts: { services: ['mail'] } })].join('\n')
    expect(releasesOf(parseJournal(text))).toEqual([
      { ...facts, id: 'r', at: '', state: 'prepared', services: ['mail'], exposed: false, wasLive: false },
    ])
  })

  test('a truncated line is ignored', () => {
    expect(parseJournal(`${line('started', { facts })}\n{"at":"2026-`)).toHaveLength(1)
    expect(isDamaged(`${line('started', { facts })}\n\n{"at":"2026-\n`)).toBe(false)
    expect(isDamaged(`${line('started', { facts })}\ngarbage\n`)).toBe(true)
    expect(isDamaged('')).toBe(false)
  })

  const image = { image: 'erp:v2', reference: '' }
  test.each<[string, object]>([
    ['null', { facts: null }],
    ['a release that is a path', { release: '../r' }],
    ['a release that is a number', { release: 5 }],
    ['an unknown state', { state: 'live' }],
    ['an invalid time', { at: 5 }],
    ['an invalid reason', { reason: {} }],
    ['a version that is an option', { facts: { ...facts, version: '--detach' } }],
    ['a commit that is an option', { facts: { ...facts, sha: '--orphan=pwn' } }],
    ['a slot that is a path', { facts: { ...facts, slot: '../blue' } }],
    ['an invalid previous version', { facts: { ...facts, previous: { version: 'v1', sha: 'HEAD' } } }],
    ['services that are not a list', { facts: { ...facts, services: 'mail' } }],
    ['a service that is an option', { facts: { ...facts, services: ['--build'] } }],
    ['images that are not a list', { facts: { ...facts, images: {} } }],
    ['a null image', { facts: { ...facts, images: [null] } }],
    ['an image that is an option', { facts: { ...facts, images: [{ ...image, image: '--help' }] } }],
    ['an id that is an option', { facts: { ...facts, images: [{ ...image, id: '-f' }] } }],
    ['a compose file outside of the checkout', { facts: { ...facts, composeFiles: ['../c.yml'] } }],
    ['an invalid revision', { facts: { ...facts, revisionAfter: 5 } }],
    [
      'a container that is an option',
      { facts: { ...facts, schemaDatabases: [{ container: '-v', database: '' }] } },
    ],
    ['an invalid run', { facts: { ...facts, run: 5 } }],
    ['an invalid host key', { facts: { ...facts, hostKey: 5 } }],
    ['an env file without a mode', { facts: { ...facts, env: { file: '.env', keys: 1, missing: [] } } }],
    ['a backup without a size', { facts: { ...facts, backupProof: { id: 'x' } } }],
    ['the health of no service', { facts: { ...facts, health: [{ state: 'healthy' }] } }],
    ['a switch without a slot', { facts: { ...facts, traffic: { from: 'blue', probes: 1, lost: 0 } } }],
    ['an invalid rolled-back release', { facts: { ...facts, rollbackOf: '; id' } }],
  ])('a line with %s is ignored and counts as damage', (_what, more) => {
    const text = `${line('started', { facts })}\n${line('prepared', more)}\n`
    expect(parseJournal(text)).toHaveLength(1)
    expect(isDamaged(text)).toBe(true)
  })

  test('a line with all fields is read', () => {
    const all = {
      ...{
        ...facts,
        slot: 'blue',
        previous: { version: '', sha: '', slot: '' },
        services: ['mail', '_a.b-c'],
      },
      images: [
        image,
        { image: 'h:5000/a:1', reference: `h/a@sha256:${'a'.repeat(64)}`, id: `sha256:${'b'.repeat(64)}` },
      ],
      composeFiles: ['compose.yml', 'deploy/live.yml'],
      ...{ migrates: true, revisionBefore: 'a', revisionAfter: 'a,b', migrations: ['b'] },
      schemaDatabases: [{ container: 'erp-db-1', database: '' }],
      ...{ backup: 'x', withoutBackup: 'why', later: 5 },
      ...{ withoutTests: 'why', branch: 'main', hostKey: 'SHA256:x', rollback: 'possible' },
      env: { file: '.env', mode: '600', keys: 1, missing: ['A'], environment: 'production' },
      backupProof: { id: 'x', size: 1, rows: 2, level: 3, finished: '2026-11-30T18:00:00Z' },
      health: [{ service: 'app', state: 'healthy', seconds: 1.5 }],
      traffic: { from: 'blue', to: 'green', milliseconds: 1, probes: 2, lost: 0 },
      rollbackOf: 'production-v2026.01.31-bbbbbbb.42.1.rollback',
    }
    const text = line('started', { facts: all, reason: 'why', later: {} })
    expect(parseJournal(text)).toEqual([JSON.parse(text)])
    expect(isDamaged(text)).toBe(false)
  })
})

describe('slots', () => {
  test.each<[string[], string | undefined]>([
    [['blue'], 'blue'],
    [['green', 'README'], 'green'],
    [['blue', 'green'], undefined],
    [[], undefined],
  ])('%j', (files, slot) => expect(activeSlot(['blue', 'green'], files)).toBe(slot))
})

describe('the compose model', () => {
  const model = parseComposeModel(
    JSON.stringify({
      name: 'erp',
      services: {
        db: { image: 'postgres' },
        app_blue: {
          build: {},
          ports: [
            { published: '9', protocol: 'udp' },
            { published: '8001', target: 8000 },
          ],
        },
        app_green: { build: {}, profiles: ['green'] },
        mail: { build: {} },
        flower: { build: {}, profiles: ['dev'] },
      },
    }),
  )
  test('services in place are built, active and not slots', () => {
    const inPlace = (env: string) =>
      servicesInPlace(model, application.placement, activeProfiles(env, application))
    expect(inPlace('')).toEqual(['mail'])
    expect(inPlace('COMPOSE_PROFILES=green')).toEqual(['mail'])
    expect(inPlace('COMPOSE_PROFILES="web, dev"')).toEqual(['mail', 'flower'])
    expect(inPlace('COMPOSE_PROFILES=*')).toEqual(['mail', 'flower'])
  })
  test('several services can have slots', () =>
    expect(slotServices({ services: ['app_{slot}', 'api_{slot}'] }, 'green')).toEqual([
      'app_green',
      'api_green',
    ]))
  test('the services with traffic are those of the slot, of both slots, or the one in place', () => {
    const { placement } = application
    const inPlace = inPlaceApplication().placement
    expect(releaseServices(placement, 'green')).toEqual(['app_green'])
    expect(releaseServices(placement, undefined)).toEqual([])
    expect(releaseServices(inPlace, undefined)).toEqual(['app'])
    expect(answeringServices(placement)).toEqual(['app_blue', 'app_green'])
    expect(answeringServices(inPlace)).toEqual(['app'])
  })
  test('the address is the first published TCP port', () => {
    expect(serviceUrl(model, 'app_blue')).toBe('http://127.0.0.1:8001')
    expect(() => serviceUrl(model, 'mail')).toThrow('publishes no port')
    expect(() => serviceUrl(model, 'web')).toThrow('no service "web" (it has db, app_blue')
  })
})

test.each([
  ['ghcr.io/tsh', 'ghcr.io'],
  ['127.0.0.1:5000/tsh/erp@sha256:00', '127.0.0.1:5000'],
  ['localhost/erp', 'localhost'],
  ['tsh/erp@sha256:00', 'https://index.docker.io/v1/'],
  ['docker.io/tsh', 'https://index.docker.io/v1/'],
])('%s is in %s', (name, host) => expect(registryHost(name)).toBe(host))
