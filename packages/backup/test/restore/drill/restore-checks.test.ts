import { describe, expect, test } from '@jest/globals'
import type { Facts } from '../../../src/backup/facts.ts'
import type { Manifest } from '../../../src/catalogue/manifest.ts'
import { checkRestore, type Found } from '../../../src/restore/drill/checks.ts'
import type { StoredObject } from '../../../src/store/bucket.ts'

const manifest = {
  ...{ id: 'b', environment: 'production', database: 'erp', encryption: { mode: 'none' } },
  server: {
    version: 150_012,
    systemIdentifier: '7',
    size: 1000,
    extensions: { plpgsql: '1', pgcrypto: '1' },
  },
  objects: { dump: { key: 'd', size: 10 }, globals: { key: 'g', size: 5 } },
} as unknown as Manifest
const facts = {
  ...{ database: 'erp', version: 150_000, systemIdentifier: '7', user: 'erp' },
  ...{ superuser: true, inRecovery: false, preparedTransactions: 0 },
} as Facts
const stored = (size: number): StoredObject => ({ key: '', size, modified: '', metadata: {} })
const found: Found = {
  ...{ facts, extensions: ['plpgsql', 'pgcrypto', 'hstore'], missingRoles: [] },
  ...{ objects: { dump: stored(10), globals: stored(5) }, free: 2500, folder: '/data' },
}
const inputs = {
  storage: { environment: 'production' },
  encryption: { mode: 'none', key: '', recipients: [], identity: '' },
  allowOtherServerReason: '',
} as unknown as Parameters<typeof checkRestore>[2]

const problems = (
  more: {
    manifest?: Partial<Manifest>
    found?: Partial<Found>
    facts?: Partial<Facts>
    inputs?: Partial<typeof inputs>
  } = {},
): string[] =>
  checkRestore(
    { ...manifest, ...more.manifest },
    { ...found, facts: { ...facts, ...more.facts }, ...more.found },
    { ...inputs, ...more.inputs },
  ).flatMap(({ problem }) => problem ?? [])

describe('a restore', () => {
  test('is possible when everything matches', () => {
    expect(problems()).toEqual([])
  })

  const staging = { storage: { ...inputs.storage, environment: 'staging' } }
  test('of another environment, database or server needs a reason', () => {
    const other = { inputs: staging, facts: { database: 'erp2', systemIdentifier: '8' } }
    expect(problems(other)).toEqual([
      'the backup is from environment "production", but this is "staging". If this is intended, set "allow-other-server-reason" to the reason',
      'the backup is from database "erp", but this is "erp2". If this is intended, set "allow-other-server-reason" to the reason',
      'the backup is from server "7", but this is "8". If this is intended, set "allow-other-server-reason" to the reason',
    ])
    const allowed = { ...staging, allowOtherServerReason: 'new server' }
    expect(problems({ ...other, inputs: allowed })).toEqual([])
  })

  test.each<[string, Parameters<typeof problems>[0], string | RegExp]>([
    [
      'an older server',
      { facts: { version: 140_009 } },
      'the backup is from PostgreSQL 15, but the server is older',
    ],
    ['a standby', { facts: { inRecovery: true } }, /standby/],
    ['a login that is not a superuser', { facts: { superuser: false } }, /role "erp" is not a superuser/],
    ['a prepared transaction', { facts: { preparedTransactions: 1 } }, /1 transactions are prepared/],
    ['a missing extension', { found: { extensions: ['plpgsql'] } }, /lacks extensions: pgcrypto/],
    [
      'a missing role',
      { found: { missingRoles: ['app'] } },
      /lacks roles: app; create them as shown in globals\.sql/,
    ],
    ['a missing object', { found: { objects: { dump: stored(10) } } }, 'g is missing. Use another backup'],
    [
      'a shorter object',
      { found: { objects: { dump: stored(9), globals: stored(5) } } },
      /d has 9 bytes, expected 10/,
    ],
    [
      'missing settings',
      {
        manifest: { objects: { ...manifest.objects, settings: { key: 's', size: 3, sha256: '' } } },
      },
      's is missing. Use another backup',
    ],
    ['not enough space', { found: { free: 2499 } }, /free in \/data/],
    [
      'no private key',
      { manifest: { encryption: { mode: 'age', recipients: ['age1x'] } } },
      /encrypted to age1x\. Set "age-identity"/,
    ],
  ])('is stopped by %s', (_, more, expected) => {
    expect(problems(more)).toEqual([expect.stringMatching(expected)])
  })
})
