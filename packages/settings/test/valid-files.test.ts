import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { stringify } from 'yaml'
import { parseSettings } from '../src/file/parse.ts'
import type { SettingsFile } from '../src/schema.ts'
import { EVERY_SETTING } from './every-setting.ts'
import { VALID } from './valid-file.ts'
import { atTop, ED25519, FINGERPRINT, inStaging, OTHER, replacing } from './wrong-files/wrong-file.ts'

const root = join(import.meta.dirname, '../../..')

function parsed(source: string | Uint8Array): SettingsFile {
  const result = parseSettings(source)
  if ('problems' in result) expect(result.problems).toEqual([])
  return (result as { settings: SettingsFile }).settings
}

test('the example of the documentation', () => {
  const text = readFileSync(join(root, 'docs/settings.md'), 'utf8')
  const example = /<!-- example -->\n```yaml\n([\s\S]*?)```\n<!-- \/example -->/.exec(text)?.[1] ?? ''
  expect(Object.keys(parsed(example).environments)).toEqual(['staging', 'production'])
})

test('a file with every setting in its environment', () => {
  const { application, 'handover-port': _port, database, backup, ...settings } = EVERY_SETTING
  const { service: _service, ...container } = database
  const { 'kms-key': _key, ...age } = backup
  const production = { ...settings, database: container, backup: age }
  expect(parsed(stringify({ application, environments: { production } }))).toEqual({
    application,
    environments: { production },
  })
})

const environment = {
  server: 'root@staging.example',
  'host-key': FINGERPRINT,
  path: '/opt/app',
  url: 'https://staging.example',
  service: 'app',
}

describe('reads', () => {
  test.each<[string, string | Uint8Array]>([
    ['LF', VALID],
    ['CRLF', VALID.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${VALID}`],
    ['bytes', Buffer.from(VALID)],
    ['bytes with a byte order mark', Buffer.from(`\uFEFF${VALID}`)],
    ['the marks of a document', `---\n${VALID}...\n`],
    ['a YAML directive', `%YAML 1.2\n---\n${VALID}`],
    ['comments', `# settings\n${VALID.replaceAll('\n', ' # here\n')}`],
    ['JSON', JSON.stringify({ environments: { staging: environment } })],
    ['flow style', `environments: { staging: ${JSON.stringify(environment)} }`],
    ['tags of the core schema', VALID.replace('path: ', 'path: !!str ')],
  ])('%s', (_name, source) => {
    expect(parsed(source)).toEqual({ environments: { staging: environment } })
  })

  test('YAML 1.1 as 1.2, in which no is a text', () => {
    expect(parsed(`%YAML 1.1\n---\n${inStaging('registry: no')}`).environments.staging?.registry).toBe('no')
  })

  test('anchors, aliases and merge keys', () => {
    const text = `environments:
  staging: &base
    <<: [{ registry: ghcr.io/first }, { registry: ghcr.io/second, proxy: caddy }]
    server: root@staging.example
    host-key: &key ${FINGERPRINT}
    path: /opt/app
    url: https://staging.example
    service: app
  other:
    server: root@other.example
    <<: *base
    host-key: *key
    url: https://other.example
`
    const staging = { ...environment, registry: 'ghcr.io/first', proxy: 'caddy' }
    const other = { ...staging, server: 'root@other.example', url: 'https://other.example' }
    expect(parsed(text)).toEqual({ environments: { staging, other } })
  })

  test('required settings at the top', () => {
    expect(Object.keys(parsed(atTop('service: app', replacing('    service: app\n', ''))))).toContain(
      'service',
    )
  })

  test('an application without a database', () => {
    expect(parsed(atTop('database: none')).database).toBe('none')
  })

  test('an empty migration command', () => {
    expect(parsed(inStaging('migrate: ""')).environments.staging?.migrate).toBe('')
  })
})

describe('accepts', () => {
  const known = `staging.example,[bastion.example]:2222 ${ED25519}`
  test.each([
    ['two environments on one server', VALID + OTHER],
    [
      'the same path on another port',
      VALID +
        replacing(
          '/opt/other',
          '/opt/app',
          replacing('root@staging.example', 'root@staging.example:23', OTHER),
        ),
    ],
    [
      'the same private address behind a jump host',
      VALID +
        inStaging(
          'jump: gate@bastion.example:2222',
          replacing(FINGERPRINT, known, replacing('/opt/other', '/opt/app', OTHER)),
        ),
    ],
    ['several fingerprints', replacing(FINGERPRINT, `[${FINGERPRINT}, ${FINGERPRINT}]`)],
    ['known_hosts lines', replacing(FINGERPRINT, `|\n      # from the console\n      ${known}`)],
    ['a jump host without a user', inStaging('jump: bastion.example:2222', replacing(FINGERPRINT, known))],
    ['an address of IPv6', replacing('root@staging.example', 'root@[2001:db8::1]:2222')],
    ['several services with slots', replacing('service: app', 'service: ["app_{slot}", "api_{slot}"]')],
    [
      'a default for other environments that an environment has no use for',
      atTop(
        `handover-port: 8014\nbackup: { encryption: age, age-recipients: [age1${'q'.repeat(58)}] }`,
        inStaging('backup: { encryption: none }', replacing('service: app', 'service: app_{slot}')),
      ),
    ],
    [
      'a service of compose at the top and the host in the environment',
      atTop('database: { service: db }', inStaging('database: { source: host }')),
    ],
    [
      'every key of a check',
      inStaging(`smoke:
  checks:
    - GET /a 200
    - { path: /b, method: POST, status: [401, 422], headers: { X-A: 1 }, body: { a: [1] }, within-ms: 500 }
    - { path: /c, status: "401, 422", body: text, expect-json: { "items[0].id": null }, expect-version: json version }
    - { path: /d, status: [204, "304"], expect-body: "^a", expect-header: { X-A: b }, expect-version: body }`),
    ],
    [
      'a store and messages on this machine',
      atTop('backup: { endpoint: "http://[::1]:9000/s3" }\ntelegram: { api-url: "http://127.0.0.1:8081" }'),
    ],
    [
      'a canary for the other environments',
      atTop('canary-seconds: 30', inStaging('service: app', replacing('    service: app\n', ''))),
    ],
    ['backups of other environments', atTop('backup: { retention-days: 30 }', inStaging('database: none'))],
    ['an environment that is called like a function', replacing('staging:', 'constructor:')],
  ])('%s', (_name, text) => {
    parsed(text)
  })
})
