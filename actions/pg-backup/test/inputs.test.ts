import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { actionDefaults, withInputs } from '@tsh/testing'
import { readBackupInputs } from '../src/inputs.ts'

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const valid = {
  ...actionDefaults('pg-backup'),
  ...{ server: 'root@erp.example', 'ssh-key': key, 'host-key': 'erp.example ssh-ed25519 AAAA' },
  ...{ path: '/opt/erp', environment: 'production', bucket: 'backups' },
  ...{ 'access-key-id': 'AKIA1', 'secret-access-key': 'secret-key' },
}
const identity = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`
const recipient = `age1${'q'.repeat(58)}`

async function problems(changes: Record<string, string>): Promise<readonly string[]> {
  try {
    await withInputs({ ...valid, ...changes }, readBackupInputs)
    return []
  } catch (error) {
    if (error instanceof UserError) return error.problems
    throw error
  }
}

test('the defaults create a backup of the compose service, verified at level 2, and remove nothing', async () => {
  const inputs = await withInputs(valid, readBackupInputs)
  expect(inputs).toMatchObject({ mode: 'backup', verify: 2, retention: undefined, timeout: 3600 })
  expect(inputs.source).toMatchObject({
    kind: 'compose',
    service: '',
    project: { composeFiles: ['docker-compose.production.yml'], envFile: '.env.production' },
  })
  expect(inputs.storage).toMatchObject({ environment: 'production', region: 'eu-north-1' })
})

describe('reports the problem with', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ environment: '' }, /"environment" is required but empty/],
    [{ 'database-url': 'mysql://u:p@h/db' }, /"database-url" is not a valid postgres URL/],
    [{ 'database-url': 'postgres://u:topsecret@/db' }, /"database-url" is not a valid postgres URL/],
    [{ endpoint: 'http://s3.example' }, /"endpoint" must be https/],
    [{ endpoint: 'https://u:topsecret@s3.example' }, /"endpoint" must be an https URL without user/],
    [{ prefix: '/' }, /"prefix" must not be empty or start with "\/"/],
    [{ prefix: '../x' }, /"prefix" must not be empty/],
    [{ 'retention-days': '0' }, /"retention-days" must be a whole number of days from 1 to 9999/],
    [{ 'keep-last': '2' }, /"keep-last" must be a whole number from 3 to 1000, got "2"/],
    [
      { 'database-source': 'container' },
      /"database-container" is required because "database-source" is container/,
    ],
    [{ verify: '4' }, /"verify" must be one of 1, 2, 3, got "4"/],
    [{ encryption: 'age' }, /"age-recipients" is required/],
    [{ encryption: 'age', 'age-recipients': 'ssh-ed25519 AAAA' }, /must be age public keys, one per line/],
    [{ encryption: 'age', 'age-recipients': identity }, /contains a private key/],
    [{ 'age-identity': 'topsecret' }, /"age-identity" must be an age private key/],
    [
      { encryption: 'age', 'age-recipients': recipient, verify: '3' },
      /"age-identity" is required because "verify" is 3/,
    ],
    [
      { 'database-source': 'host', verify: '3' },
      /"verify" is 3, which requires a container .* Set "verify" to 2/,
    ],
    [{ mode: 'drill' }, /"mode" is drill, which has moved to the action pg-restore/],
    [{ mode: 'restore' }, /"mode" is restore, which has moved to the action pg-restore/],
    [{ compression: 'brotli' }, /"compression" must be a compression of pg_dump/],
    [
      { 'database-name': 'shop', 'database-url': 'postgres://u:topsecret@h/postgres' },
      /"database-name" is "shop", but "database-url" has "postgres"\. Correct one of them/,
    ],
    [
      { 'database-user': 'clerk', 'database-url': 'postgres://u:topsecret@h/shop' },
      /"database-user" is "clerk", but "database-url" has "u"/,
    ],
    [{ 'database-name': 'x=y' }, /"database-name" must be the name of a database/],
    [
      { 'secret-access-key': '' },
      /secret for input "secret-access-key" is empty. Define AWS_SECRET_ACCESS_KEY/,
    ],
  ]
  test.each(cases)('%j', async (changes, message) => {
    const found = (await problems(changes)).join('\n')
    expect(found).toMatch(message)
    expect(found).not.toMatch(/topsecret|Q{20}/)
  })
})

test('accepts valid inputs', async () => {
  expect(await problems({ endpoint: 'http://127.0.0.1:9000', prefix: 'erp/backups/' })).toEqual([])
  const recipients = `${recipient}\n# offline\n${recipient}`
  expect(await problems({ encryption: 'age', 'age-recipients': recipients })).toEqual([])
  expect(await problems({ 'database-source': 'host', path: '' })).toEqual([])
  const url = { 'database-url': 'postgres://clerk:topsecret@h/shop' }
  expect(await problems({ ...url, 'database-name': 'shop', 'database-user': 'clerk' })).toEqual([])
})
