import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { CONNECT } from '@tsh/postgres'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'))
  for (const name of ['clerk', 'shop', 'p@ss word']) writeFileSync(join(folder, name), `${name}\n`)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The login of a script with this environment. */
function login(environment: Record<string, string>, input = '\n') {
  const script = `${CONNECT}\nprintf '%s|%s|%s|%s' "$PGUSER" "$PGDATABASE" "$PGPASSWORD" "$PGCLIENTENCODING"`
  const env = { PATH: process.env.PATH, TSH_APP: 'app', ...environment }
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { env, input, encoding: 'utf8' })
  return status === 0 ? stdout : `${status}: ${stderr.trim()}`
}
const file = (name: string): string => join(folder, name)

describe('the login is', () => {
  test.each<[string, () => Record<string, string>, string]>([
    ['that of postgres', () => ({}), 'postgres|postgres||UTF8'],
    [
      'that of the container',
      () => ({ POSTGRES_USER: 'clerk', POSTGRES_DB: 'shop', POSTGRES_PASSWORD: '$x y' }),
      'clerk|shop|$x y|UTF8',
    ],
    ['to the database named like its user', () => ({ POSTGRES_USER: 'clerk' }), 'clerk|clerk||UTF8'],
    [
      'read from files',
      () => ({
        POSTGRES_USER_FILE: file('clerk'),
        POSTGRES_DB_FILE: file('shop'),
        POSTGRES_PASSWORD_FILE: file('p@ss word'),
      }),
      'clerk|shop|p@ss word|UTF8',
    ],
    [
      "that of Bitnami's image",
      () => ({
        POSTGRESQL_USERNAME: 'clerk',
        POSTGRESQL_DATABASE: 'shop',
        POSTGRESQL_PASSWORD_FILE: file('p@ss word'),
      }),
      'clerk|shop|p@ss word|UTF8',
    ],
    [
      'that of the inputs, without reading unneeded files',
      () => ({
        ...{ TSH_USER: 'reader', TSH_DATABASE: 'erp', TSH_CLIENT_ENCODING: 'SQL_ASCII' },
        ...{ POSTGRES_USER_FILE: '/nowhere', POSTGRES_DB_FILE: '/nowhere' },
      }),
      'reader|erp||SQL_ASCII',
    ],
  ])('%s', (_name, environment, expected) => {
    expect(login(environment())).toBe(expected)
  })

  test('with the given password, before any other', () => {
    expect(login({ POSTGRES_PASSWORD_FILE: '/nowhere' }, 'given\n')).toBe('postgres|postgres|given|UTF8')
  })
})

test.each(['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'POSTGRESQL_DATABASE'])(
  'an unreadable file of %s is reported',
  name => {
    expect(login({ [`${name}_FILE`]: file('missing') })).toMatch(
      new RegExp(`^1: cannot read ${name}_FILE \\(cat: .*missing.*: No such file or directory\\)$`),
    )
  },
)
