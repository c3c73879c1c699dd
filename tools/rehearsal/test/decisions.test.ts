import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { leaks } from '@tsh/sandbox'
import { mirrorOf, sourcesOfSuite } from '@tsh/sandbox/engine/apt-sources'
import { HOSTILE_NAMES } from '@tsh/sandbox/hostile/names'
import { substituteFor } from '@tsh/sandbox/images/substitutes'
import { sshKeyPair } from '@tsh/sandbox/sandbox/keys'
import { mirrorName } from '@tsh/sandbox/sandbox/registry'
import { persistentServices, pulledServices } from '@tsh/sandbox/seed/compose-model'
import { fromLines } from '@tsh/sandbox/seed/dockerfiles'
import { siteConfiguration } from '@tsh/sandbox/seed/nginx-site'
import { appEnvOf, secretsInCommands, secretValues, withStandInValues } from '@tsh/sandbox/seed/secret-values'
import { migrationOf } from '@tsh/sandbox/seed/seed'
import { STRICT_PROPERTIES } from '@tsh/sandbox/strictness/properties'
import { readArguments } from '../src/arguments.ts'
import { failureOf, requireNginx } from '../src/failures/failure.ts'
import { type Facts, outcomeOf, problemsOf } from '../src/outcome.ts'
import type { Outcome } from '../src/report/report.ts'

describe('the old version is migrated', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tsh-migration-'))
  afterAll(() => rmSync(directory, { recursive: true }))

  test('with the command of the settings, and with alembic only in a repository that has it', () => {
    expect(migrationOf({ migrate: 'npm run migrate' }, { directory })).toBe('npm run migrate')
    expect(migrationOf({ migrate: '' }, { directory })).toBeUndefined()
    expect(migrationOf({ migrate: 'alembic upgrade head' }, { directory })).toBeUndefined()
    mkdirSync(join(directory, 'backend'))
    writeFileSync(join(directory, 'backend', 'alembic.ini'), '')
    expect(migrationOf({ migrate: 'alembic upgrade head' }, { directory })).toBe('alembic upgrade head')
  })
})

describe('arguments', () => {
  const usual = {
    uncommitted: false,
    engine: 'stable',
    strict: [],
    fresh: false,
    hostile: [],
    keep: false,
    help: false,
  }

  test('are production, a plain sandbox and no failures by default', () => {
    expect(readArguments([])).toEqual({ ...usual, environment: 'production' })
    expect(
      readArguments(['staging', '--fail', 'health', '--keep', '--json', 'x.json', '--repo', '.']),
    ).toEqual({
      ...usual,
      ...{ environment: 'staging', fail: 'health', keep: true, json: 'x.json', repository: '.' },
    })
  })

  test('select a sandbox with production properties', () => {
    expect(readArguments(['--engine', 'testing', '--fresh'])).toMatchObject({
      engine: 'testing',
      fresh: true,
    })
    expect(readArguments(['--strict=banner,old-git', '--hostile=master'])).toMatchObject({
      ...{ strict: ['banner', 'old-git'], hostile: ['master'] },
    })
    const { strict, hostile } = readArguments(['--strict', '--hostile'])
    expect(strict).toEqual(STRICT_PROPERTIES.filter(name => !['tcsh', 'no-forwarding'].includes(name)))
    expect(hostile).toEqual(HOSTILE_NAMES)
  })

  test.each([
    [['prod'], /unknown environment "prod"/],
    [['staging', 'production'], /got extra argument "production"/],
    [['--fail', 'lunch'], /--fail: unknown value "lunch"\. Use one of test-gate/],
    [['--engine', 'woody'], /--engine: unknown value "woody"\. Use one of stable, testing/],
    [['--strict=banner,kind'], /--strict: unknown value "kind"\. Use one of banner/],
    [['--nope'], /Unknown option '--nope'/],
  ])('%j is rejected by name', (args, message) => expect(() => readArguments(args)).toThrow(message))
})

describe('failures', () => {
  test('a stage that the environment does not have is rejected', () => {
    expect(() => failureOf('backup', 'staging', false)).toThrow(/creates no backup/)
    expect(() => failureOf('switch', 'staging', false)).toThrow(/replaced in place/)
    expect(failureOf('smoke-tests', 'staging', false).expected).toBe('rolled-back')
    const gateway = { image: 'nginx', ports: [{ published: '80', target: 80 }] }
    const model = { name: 'shop', services: { gateway } }
    expect(() => requireNginx('edge', { model })).toThrow(/but gateway of the compose file serves the site/)
    expect(() => requireNginx('health', { model })).not.toThrow()
  })
})

describe('the verdict', () => {
  const passing: Facts = {
    ...{ conclusion: 'success', results: { deploy: 'success' }, release: 'new', slots: true, switched: true },
    ...{ live: { slot: 'green', version: 'new', status: 200 }, previous: { slot: 'blue', version: 'old' } },
    ...{ lost: 0, losses: [], replaced: [], leaks: [], messages: [], failure: undefined, fresh: false },
    missing: [],
    commit: { live: 'b', listed: 'b' },
  }
  const back: Facts = {
    ...passing,
    ...{
      conclusion: 'failure',
      live: { slot: 'blue', version: 'old', status: 200 },
      results: { rollback: 'success' },
    },
  }
  const edge: Facts = {
    ...{ ...passing, conclusion: 'failure', failure: 'edge' },
    ...{ results: { rollback: 'skipped' }, messages: ['Deployed, but unreachable: new'] },
  }
  const evidence: Facts = {
    ...{ ...passing, conclusion: 'failure', failure: 'evidence', missing: ['host-key'] },
    results: { rollback: 'skipped', notify: 'failure' },
  }
  test.each([
    ['deployed', passing],
    ['rolled-back', back],
    ['failed', { ...back, switched: false }],
    ['failed', { ...passing, live: { ...passing.live, version: 'old' } }],
    ['failed', { ...passing, conclusion: 'failure' }],
  ] as const)('%s', (expected, facts) => expect(outcomeOf(facts)).toBe(expected))

  test.each([
    [passing, 'deployed', []],
    [back, 'rolled-back', []],
    [
      { ...passing, lost: 2, losses: ['1.2 s: status 502', '1.3 s: ECONNRESET'] },
      'deployed',
      ['2 requests were lost (1.2 s: status 502; 1.3 s: ECONNRESET)'],
    ],
    [{ ...passing, lost: 1 }, 'deployed', ['1 request was lost']],
    [
      { ...back, commit: { live: 'a', listed: 'b' } },
      'rolled-back',
      ['GitHub lists the commit b as live, not a'],
    ],
    [
      { ...passing, commit: { live: 'b', listed: '' } },
      'deployed',
      ['GitHub lists the commit none as live, not b'],
    ],
    [{ ...passing, replaced: ['redis'] }, 'deployed', ['redis was stopped or replaced']],
    [
      { ...passing, live: { ...passing.live, slot: 'blue' } },
      'deployed',
      ['traffic still goes to slot blue'],
    ],
    [{ ...passing, failure: 'rollback', messages: ['ROLLBACK FAILED'] }, 'failed', [/outcome is deployed/]],
    [{ ...passing, conclusion: 'failure', failure: 'rollback' }, 'failed', [/no Telegram message/]],
    [edge, 'failed', []],
    [evidence, 'failed', []],
    [
      { ...evidence, results: { rollback: 'success', notify: 'success' }, missing: [] },
      'failed',
      [/rollback has the result success/, /notify has the result success/, /names nothing as missing/],
    ],
    [{ ...evidence, missing: ['host-key', 'health'] }, 'failed', [/names host-key, health as missing/]],
    [
      { ...edge, live: back.live, results: { rollback: 'success' }, messages: [] },
      'failed',
      [
        /outcome is rolled-back/,
        /runs old, not new/,
        /rollback has the result success/,
        /no Telegram message/,
      ],
    ],
  ] as [Facts, Outcome, (string | RegExp)[]][])('problems of %#', (facts, expected, problems) => {
    expect(problemsOf(facts, outcomeOf(facts), expected)).toEqual(
      problems.map(problem => (typeof problem === 'string' ? problem : expect.stringMatching(problem))),
    )
  })
})

test('the leak check finds a secret in plain text, Base64 and URL encoding, and a line of a key', () => {
  const key = sshKeyPair().privateKey
  const secrets = ['p@ss!word#1', key]
  const seen = (text: string) => leaks(secrets, [{ place: 'log', text }])
  expect(seen('nothing *** here')).toEqual([])
  expect(seen('x p@ss!word#1 y')).toEqual(['secret 1 (plain) is readable in the log'])
  expect(seen('p%40ss!word%231')).toEqual(['secret 1 (URL-encoded) is readable in the log'])
  expect(seen(Buffer.from('p@ss!word#1').toString('base64'))).toEqual([
    'secret 1 (Base64) is readable in the log',
  ])
  expect(seen(key.split('\n')[2] ?? '')).toEqual(['secret 2 (plain) is readable in the log'])
  expect(seen(sshKeyPair().privateKey)).toEqual([])
})

describe('apt sources of another suite', () => {
  test('keep the mirror, in both formats, and skip other vendors', () => {
    const line =
      'deb [signed-by=/k.gpg] http://mirror.example/debian bookworm main\ndeb http://vendor.example stable main extra\n'
    expect(sourcesOfSuite(line, 'trixie')).toContain(
      'deb [signed-by=/k.gpg] http://mirror.example/debian trixie main\n',
    )
    const stanza =
      'Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-updates\nComponents: main\n'
    const other = 'Types: deb\nURIs: http://vendor.example\nSuites: nodistro\nComponents: main\n'
    expect(sourcesOfSuite(`${stanza}\n${other}`, 'trixie')).toBe(
      `${stanza.replace('bookworm bookworm-updates', 'trixie trixie-updates')}\n`,
    )
    expect(sourcesOfSuite(other, 'trixie')).toBeUndefined()
    expect(mirrorOf([other, stanza])).toBe('http://mirror.example/debian')
  })
})

test('a service that shares the image of a built one is neither pulled nor a database', () => {
  const build = { context: '.' }
  const services = {
    ...{ web: { image: 'shop/web:1', build }, worker: { image: 'shop/web:1' } },
    ...{ store: { image: 'postgres:15' }, mail: { image: 'mailpit:1', profiles: ['dev'] } },
  }
  const model = { name: 'shop', services }
  expect(pulledServices(model)).toEqual(['store', 'mail'])
  expect(persistentServices(model)).toEqual(['store'])
})

test('images of Dockerfiles: stages and defaults of arguments are resolved', () => {
  const text =
    'ARG BASE=debian:12-slim\nFROM --platform=linux/amd64 node:20-alpine AS build\nFROM ${BASE}\nFROM build\nFROM ${X:-redis:7}\n'
  expect(fromLines(text)).toEqual(['node:20-alpine', 'debian:12-slim', 'redis:7'])
})

test.each([
  ['debian:12-slim', true],
  ['postgres:15-alpine', true],
  ['docker.io/library/redis:7-alpine', true],
  ['nginx', true],
  ['nginx:alpine', true],
  ['nginx:1.27.5-alpine3.21', true],
  ['nginx:stable-alpine-slim', true],
  ['nginx:1.27-perl', false],
  ['python:3.11-slim', true],
  ['node:20-alpine', true],
  ['postgres:16-alpine', false],
  ['mysql:8', false],
])('substitute for %s: %s', (image, known) => expect(substituteFor(image) !== undefined).toBe(known))

test.each([
  ['postgres:15', 'library/postgres:15'],
  ['grafana/grafana:1', 'grafana/grafana:1'],
  ['ghcr.io/x/y:1', undefined],
  ['localhost:5000/x', undefined],
])('the mirror knows %s as %s', (image, name) => expect(mirrorName(image)).toBe(name))

test('the secrets of an env file are searched for', () => {
  const text =
    "# top\nDEPLOYMENT_SLOT=green\nPOSTGRES_PASSWORD='a@b!c#d1'\nTOKEN=short\nDATABASE_URL=db://b:c@d/e\n"
  expect(secretValues(text)).toEqual(['a@b!c#d1', 'db://b:c@d/e'])
})

test('secrets that the compose file shows in the process list are known', () => {
  const services = {
    cache: { command: ['redis-server', '--requirepass', 'first-secret'] },
    db: {
      healthcheck: { test: ['CMD', 'ping', '-psecond-secret'] },
      environment: { PASSWORD: 'third-secret' },
    },
  }
  const secrets = ['first-secret', 'second-secret', 'third-secret']
  expect(secretsInCommands({ name: 'shop', services }, secrets)).toEqual(secrets.slice(0, 2))
})

test('the secret APP_ENV has only the lines of the keys in the settings', () =>
  expect(appEnvOf('# a\n#\nVERSION=1\nB_KEY=x # c\nexport C=2\nD=3\n# E=\n', ['B_KEY', 'C', 'E'])).toMatch(
    /^B_KEY=x # c\nexport C=2\nE=rehearsal\w{12}$/,
  ))

test('equal placeholders of passwords get equal values', () => {
  const [, one, other] =
    /^DB_PASSWORD=(.+)\nPOSTGRES_PASSWORD=(.+)$/.exec(
      withStandInValues('DB_PASSWORD=changeme\nPOSTGRES_PASSWORD=changeme'),
    ) ?? []
  expect(one).toMatch(/^rehearsal/)
  expect(other).toBe(one)
})

test('placeholders of an env file get values that are equal where they are repeated', () => {
  const text = withStandInValues(
    '# <comment>\nUSER=<value>\nKEY=<value>\nPASSWORD=<password>\nURL=db://u:<password>@h/d\nOTHER="<other value>"\nFROM=Shop <a@b.de>\nEMPTY=\n',
  )
  const [, password = ''] = /^PASSWORD=(.*)$/m.exec(text) ?? []
  expect(password).toMatch(/^rehearsal[0-9a-f]{12}$/)
  expect(text).toContain(`\nURL=db://u:${password}@h/d\n`)
  const [user, key] = ['USER', 'KEY'].map(name => new RegExp(`^${name}=(rehearsal.*)$`, 'm').exec(text)?.[1])
  expect(user).toMatch(/^rehearsal/)
  expect(key).not.toBe(user)
  expect(text).toMatch(/^OTHER="rehearsal[0-9a-f]{12}"$/m)
  expect(text).not.toContain(`OTHER="${password}"`)
  expect(text).toMatch(/^# <comment>\n.*\nFROM=Shop <a@b.de>\nEMPTY=\n$/s)
})

test.each([
  ['PASSWORD=your_db_password', /^PASSWORD=rehearsal[0-9a-f]{12}$/],
  ['KEY=CHANGE_ME_NOW', /^KEY=rehearsal[0-9a-f]{12}$/],
  ['KEY="changeme"', /^KEY="rehearsal[0-9a-f]{12}"$/],
  ['URL=db://your-user:your-password@h/d', /^URL=db:\/\/rehearsal\w{12}:rehearsal\w{12}@h\/d$/],
  ['NAME=yourself', /^NAME=yourself$/],
  ['MODE=changement', /^MODE=changement$/],
])('the placeholder in %s', (line, expected) => {
  expect(withStandInValues(line)).toMatch(expected)
})

test('the site selects the slot by a file, or has a single upstream', () => {
  const site = siteConfiguration({ name: 'shop', ports: { blue: 8001, green: 8011 } })
  expect(site).toContain('if (-f /etc/nginx/slots/shop/green) { set $slot green; }')
  expect(site).toContain('upstream shop_green {\n  server 127.0.0.1:8011;')
  expect(siteConfiguration({ name: 'shop', ports: { app: 8004 } })).toContain(
    'upstream shop_app {\n  server 127.0.0.1:8004;',
  )
})

test('--remove accepts a sandbox id', () => {
  expect(readArguments(['--remove', '1a2b3c4d'])).toMatchObject({ remove: '1a2b3c4d' })
  expect(() => readArguments(['--remove', '../x'])).toThrow(/"\.\.\/x" is not a sandbox id/)
})
