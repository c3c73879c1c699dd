import { describe, expect, test } from '@jest/globals'
import { checkEnvFile, type ServerFiles } from '../../src/check-env-file.ts'

const TODAY = '2026-11-30'

const SETTINGS = `application: shop
standard: { mode: enforce, required-services: [app, postgres] }
environments:
  production:
    server: root@shop.example
    host-key: SHA256:${'A'.repeat(43)}
    path: /opt/shop
    compose-file: compose.yml
    env-file: .env.production
    url: https://shop.example
    service: app
`
const CONFIG = JSON.stringify({
  name: 'shop',
  services: {
    app: {
      image: 'shop:v1',
      build: { context: '.' },
      environment: { DATABASE_URL: 'postgresql://u:m2Kx9vQz@db/shop' },
    },
    db: { image: 'postgres:16', ports: [{ published: '5432', target: 5432 }] },
  },
})
const EXAMPLE = `VERSION=v1
ENVIRONMENT=production
DEBUG=false
POSTGRES_USER=u
POSTGRES_PASSWORD=<secret>
POSTGRES_DB=shop
DATABASE_URL=postgresql://u:<secret>@db/shop
UVICORN_WORKERS=4
`
const ENV = EXAMPLE.replaceAll('<secret>', 'm2Kx9vQz')

const server = (changes: Partial<ServerFiles> = {}): ServerFiles => ({
  ...{ environment: 'production', settings: { path: '.github/deploy.yml', text: SETTINGS } },
  ...{ composeFile: 'compose.yml', composeConfig: CONFIG, envFile: '.env.production' },
  ...{ env: ENV, example: EXAMPLE },
  ...changes,
})
const found = (changes: Partial<ServerFiles>): string[] =>
  checkEnvFile(server(changes), TODAY).findings.map(({ id, severity, line }) => `${id} ${severity} ${line}`)

test('a correct env file has no finding, and the mode is that of the settings', () => {
  expect(checkEnvFile(server(), TODAY)).toEqual({ mode: 'enforce', findings: [] })
  expect(found({ example: undefined })).toEqual([])
})

describe.each<[string, string, string, string[]]>([
  ['a missing key of the standard', 'POSTGRES_USER=u\n', '', ['ENV-1 E 1']],
  ['another environment', 'ENVIRONMENT=production', 'ENVIRONMENT=staging', ['ENV-2 E 2']],
  ['debug mode', 'DEBUG=false', 'DEBUG=true', ['ENV-2 E 3']],
  ['a placeholder', 'DEBUG=false', 'DEBUG=false\nSECRET_KEY=changeme', ['ENV-4 E 4']],
  ['a space', 'DEBUG=false', 'DEBUG=false\nNAME=TSH ERP', ['ENV-5 W 4']],
  ['a dollar sign', 'DEBUG=false', 'DEBUG=false\nSECRET_KEY=a$bcd', ['ENV-6 E 4']],
  ['a duplicate', 'DEBUG=false', 'DEBUG=false\nDEBUG=false', ['ENV-7 W 4']],
  ['other workers', 'UVICORN_WORKERS=4', 'UVICORN_WORKERS=2', ['ENV-10 W 8']],
  ['a password that is not encoded', 'u:m2Kx9vQz@', 'u:m2Kx@9vQz@', ['URL-1 E 7']],
  ['a password that differs', 'u:m2Kx9vQz@', 'u:other9vQz@', ['URL-1 E 7']],
  ['a host that is no service', '@db/', '@other-db/', ['URL-3 E 7']],
])('%s', (_name, from, to, expected) => {
  const env = ENV.replace(from, () => to)

  test('is a finding', () => {
    expect(found({ env })).toEqual(expected)
  })

  test('of which no message contains a password', () => {
    expect(JSON.stringify(checkEnvFile(server({ env }), TODAY))).not.toMatch(/m2Kx|9vQz|a\$bcd/)
  })
})

test('a rule that the settings ignore until a date is not applied until then', () => {
  const ignore = `ignore: [{ id: ENV-10, reason: fewer cores on this server, until: ${TODAY} }]`
  const text = SETTINGS.replace('mode: enforce,', `mode: warn, ${ignore},`)
  const changes = { settings: { path: 'deploy.yml', text }, env: ENV.replace('WORKERS=4', 'WORKERS=2') }
  expect(checkEnvFile(server(changes), TODAY)).toEqual({ mode: 'warn', findings: [] })
  expect(checkEnvFile(server(changes), '2026-12-01').findings).toMatchObject([{ id: 'ENV-10' }])
})

test('no rule is applied when the standard is off, and findings about the repository are not repeated', () => {
  const text = SETTINGS.replace('mode: enforce', 'mode: off')
  expect(found({ settings: { path: 'deploy.yml', text }, env: '' })).toEqual([])
  expect(
    checkEnvFile(server({ env: '' }), TODAY).findings.every(({ file }) => file === '.env.production'),
  ).toBe(true)
})
