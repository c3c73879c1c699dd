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
  test('may go on when everything is as it was', () => {
    expect(problems()).toEqual([])
  })

  const foreign = { storage: { ...inputs.storage, environment: 'staging' } }
  test('of another environment, database or server needs a reason', () => {
    const other = { inputs: foreign, facts: { database: 'erp2', systemIdentifier: '8' } }
    expect(problems(other)).toEqual([
      'the backup is of environment "production", and this is "staging". Set "allow-other-server-reason" to the reason when it is meant',
      'the backup is of database "erp", and this is "erp2". Set "allow-other-server-reason" to the reason when it is meant',
      'the backup is of server "7", and this is "8". Set "allow-other-server-reason" to the reason when it is meant',
    ])
    const allowed = { ...foreign, allowOtherServerReason: 'new server' }
    expect(problems({ ...other, inputs: allowed })).toEqual([])
  })

  test.each<[string, Parameters<typeof problems>[0], string | RegExp]>([
    [
      'an older server',
      { facts: { version: 140_009 } },
      'the backup is of PostgreSQL 15, and the server is the older 14',
    ],
    ['a standby', { facts: { inRecovery: true } }, /standby/],
    ['a login that is no superuser', { facts: { superuser: false } }, /role "erp" is no superuser/],
    ['a prepared transaction', { facts: { preparedTransactions: 1 } }, /1 transactions are prepared/],
    ['a missing extension', { found: { extensions: ['plpgsql'] } }, /lacks extensions: pgcrypto/],
    ['a missing role', { found: { missingRoles: ['app'] } }, /lacks roles: app; create them as globals\.sql/],
    ['a missing object', { found: { objects: { dump: stored(10) } } }, 'g is missing. Use another backup'],
    [
      'a shorter object',
      { found: { objects: { dump: stored(9), globals: stored(5) } } },
      /d has 9 bytes and not 10/,
    ],
    [
      'missing settings',
      {
        manifest: { objects: { ...manifest.objects, settings: { key: 's', size: 3, sha256: '' } } },
      },
      's is missing. Use another backup',
    ],
    ['too little space', { found: { free: 2499 } }, /are free in \/data/],
    [
      'no private key',
      { manifest: { encryption: { mode: 'age', recipients: ['age1x'] } } },
      /encrypted to age1x\. Set "age-identity"/,
    ],
  ])('is stopped by %s', (_, more, expected) => {
    expect(problems(more)).toEqual([expect.stringMatching(expected)])
  })
})
