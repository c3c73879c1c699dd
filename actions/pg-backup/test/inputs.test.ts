import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { actionDefaults, withInputs } from '@tsh/testing'
import { parseDatabaseUrl } from '../src/database-url.ts'
import { readBackupInputs } from '../src/inputs.ts'

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const valid = {
  ...actionDefaults('pg-backup'),
  ...{ host: 'erp.example', user: 'root', 'ssh-key': key, 'known-hosts': 'erp.example ssh-ed25519 AAAA' },
  ...{ 'deploy-path': '/opt/erp', 'compose-file': 'c.yml', 'env-file': '.env' },
  ...{ bucket: 'backups', 'access-key-id': 'AKIA1', 'secret-access-key': 'secret-key' },
}
const identity = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`
const recipient = `age1${'q'.repeat(58)}`

function problems(changes: Record<string, string>): readonly string[] {
  try {
    withInputs({ ...valid, ...changes }, readBackupInputs)
    return []
  } catch (cause) {
    if (cause instanceof UserError) return cause.problems
    throw cause
  }
}

test('the defaults make a backup of the compose service, proven at level 2, and remove nothing', () => {
  const inputs = withInputs(valid, readBackupInputs)
  expect(inputs).toMatchObject({ mode: 'backup', verify: 2, retention: undefined, timeout: 3600 })
  expect(inputs.source).toMatchObject({ kind: 'compose', service: '' })
  expect(inputs.storage).toMatchObject({ environment: 'production', region: 'eu-north-1' })
})

describe('names what is wrong with', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ 'database-url': 'mysql://u:p@h/db' }, /"database-url" is not a valid postgres URL/],
    [{ 'database-url': 'postgres://u:topsecret@/db' }, /"database-url" is not a valid postgres URL/],
    [{ endpoint: 'http://s3.example' }, /"endpoint" must be https/],
    [{ endpoint: 'https://u:topsecret@s3.example' }, /"endpoint" is not an https address without user/],
    [{ prefix: '/' }, /"prefix" must not be empty or start with "\/"/],
    [{ prefix: '../x' }, /"prefix" must not be empty/],
    [{ 'retention-days': '0' }, /"retention-days" is not a whole number of days from 1 to 9999/],
    [{ 'keep-last': '2' }, /"keep-last" must be a whole number from 3 to 1000, got "2"/],
    [{ source: 'container' }, /"container" is required because "source" is container/],
    [{ verify: '4' }, /"verify" must be one of 1, 2, 3, got "4"/],
    [{ encryption: 'age' }, /"age-recipients" is required/],
    [{ encryption: 'age', 'age-recipients': 'ssh-ed25519 AAAA' }, /is not a public key of age/],
    [{ encryption: 'age', 'age-recipients': identity }, /holds a private key/],
    [{ 'age-identity': 'topsecret' }, /"age-identity" is not the private key of age/],
    [
      { encryption: 'age', 'age-recipients': recipient, verify: '3' },
      /"age-identity" is required because "verify" is 3/,
    ],
    [{ source: 'host', verify: '3' }, /"verify" is 3, which needs a container .* Set "verify" to 2/],
    [{ source: 'host', mode: 'drill' }, /"mode" is drill, which needs a container .* RESTORE\.txt/],
    [{ compression: 'brotli' }, /"compression" is not a compression of pg_dump/],
    [
      { mode: 'restore', backup: 'yesterday' },
      /"backup" is neither the id of a backup nor latest, got "yesterday"/,
    ],
    [{ mode: 'restore', backup: 'latest', confirm: 'shop' }, /must name the backup to restore/],
    [{ database: 'x=y' }, /"database" is not the name of a database/],
    [
      { 'secret-access-key': '' },
      /secret for input "secret-access-key" is empty. Define AWS_SECRET_ACCESS_KEY/,
    ],
  ]
  test.each(cases)('%j', (changes, message) => {
    const found = problems(changes)
    expect(found.join('\n')).toMatch(message)
    expect(found.join('\n')).not.toMatch(/topsecret|Q{20}/)
  })
})

test('accepts what is meant', () => {
  expect(problems({ endpoint: 'http://127.0.0.1:9000', prefix: 'erp/backups/' })).toEqual([])
  expect(problems({ encryption: 'age', 'age-recipients': `${recipient}\n# offline\n${recipient}` })).toEqual(
    [],
  )
  expect(problems({ source: 'host', 'deploy-path': '', 'compose-file': '', 'env-file': '' })).toEqual([])
})

test('reads a postgres URL whose password has every special character, encoded or not', () => {
  const url = (password: string): string =>
    `postgresql://erp:${password}@db.example:5433/shop?sslmode=require`
  expect(parseDatabaseUrl(url('p%40s%21%2Fs'))).toEqual({
    user: 'erp',
    password: 'p@s!/s',
    host: 'db.example',
    port: '5433',
    database: 'shop',
  })
  for (const password of ['p@ss:/w', '100%', `a'"$ b`, '#?!', ''])
    expect(parseDatabaseUrl(url(password))?.password).toBe(password)
  expect(parseDatabaseUrl('postgres+asyncpg://u:p@[::1]/d')).toMatchObject({ host: '::1', port: '5432' })
  expect(parseDatabaseUrl('postgres://u:p@h:99999/d')).toBeUndefined()
})
