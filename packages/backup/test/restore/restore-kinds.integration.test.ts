import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mustExec } from '@tsh/sandbox'
import { testFull } from '@tsh/testing/full'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { backUp } from '../../src/backup/back-up.ts'
import type { RestoreInputs } from '../../src/inputs/inputs.ts'
import { drill } from '../../src/restore/drill/drill.ts'
import { restore } from '../../src/restore/restore.ts'
import { startStockTools } from './drill/stock-tools.ts'
import { fingerprint, leftDatabases, withoutProperties } from './restore-observe.ts'
import { type Scene, startScene } from './restore-scene.ts'

let scene: Scene
let before: string
let backup: string

beforeAll(async () => {
  scene = await startScene()
  await scene.sql(readFileSync(join(import.meta.dirname, 'restore-database.sql'), 'utf8'))
  before = await fingerprint(scene)
  backup = (await backUp(scene.inputs, scene.ports()))['backup-id']
})
afterAll(() => scene?.stop())

const inputsWith = (more: Partial<RestoreInputs>) => ({ ...scene.inputs, backupId: backup, ...more })

describe('a backup encrypted with age', () => {
  let identity: string
  let encrypted: string

  beforeAll(async () => {
    identity = await generateX25519Identity()
    const recipients = [
      await identityToRecipient(identity),
      await identityToRecipient(await generateX25519Identity()),
    ]
    const encryption = { mode: 'age' as const, key: '', recipients, identity: '' }
    encrypted = (await backUp({ ...scene.inputs, encryption, allowShrinkReason: 'test' }, scene.ports()))[
      'backup-id'
    ]
  })

  const drilled = (key: string) =>
    drill(
      {
        ...inputsWith({ backupId: encrypted }),
        encryption: { mode: 'age', key: '', recipients: [], identity: key },
      },
      scene.ports(),
    )

  test('is restored with the private key of any recipient, and with no other', async () => {
    expect(await drilled(identity)).toMatchObject({ 'backup-id': encrypted, 'verified-level': 3 })
    await expect(drilled('')).rejects.toThrow(
      /is encrypted\. Set "age-identity" to the private key of one of its recipients: age1/,
    )
    await expect(drilled(await generateX25519Identity())).rejects.toThrow(
      /"age-identity" cannot decrypt backup .* age1/,
    )
  })

  // Builds an image with the AWS CLI; the restore above is the sample.
  testFull('and one without are restored by the commands of RESTORE.txt alone', async () => {
    const tools = await startStockTools(scene.double)
    try {
      await tools.run(backup, `${identity}\n`)
      expect(withoutProperties(await fingerprint(tools, 'erp_restored'))).toBe(withoutProperties(before))
      await tools.reset()
      await tools.run(encrypted, `${identity}\n`)
      expect(withoutProperties(await fingerprint(tools, 'erp_restored'))).toBe(
        withoutProperties(await fingerprint(scene)),
      )
    } finally {
      await tools.stop()
    }
  })
})

testFull('a database with ICU locales is restored with them', async () => {
  await scene.sql(
    `CREATE DATABASE icu TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE 'ar'`,
    'postgres',
  )
  await scene.sql(`CREATE TABLE names AS SELECT unnest(ARRAY['ب', 'ا', 'b', 'B']) AS name`, 'icu')
  const of = { ...scene.inputs, login: { ...scene.inputs.login, database: 'icu' } }
  const print = await fingerprint(scene, 'icu')
  expect(print).toContain("ICU_LOCALE = 'ar'")
  const { 'backup-id': id } = await backUp(of, scene.ports())
  await scene.sql('DROP TABLE names', 'icu')
  const wanted = { backupId: id, confirm: 'icu', skipSafetyBackupReason: 'test' }
  const { 'replaced-database': aside } = await restore({ ...of, ...wanted }, scene.ports())
  expect(await fingerprint(scene, 'icu')).toBe(print)
  await scene.sql(`DROP DATABASE icu; DROP DATABASE "${aside}"`, 'postgres')
})

// Bytes without a conversion to UTF-8 that the server accepts; a name that differs in UTF-8.
testFull.each([
  ['WIN1252', '\\201'],
  ['EUC_JP', '\\251\\241'],
])('a database in %s is restored byte for byte', async (encoding, bytes) => {
  await scene.sql(
    `CREATE DATABASE bytes TEMPLATE template0 ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C'`,
    'postgres',
  )
  await scene.sql(`CREATE TABLE "né" AS SELECT E'caf${bytes}'::text AS name`, 'bytes')
  const of = { ...scene.inputs, login: { ...scene.inputs.login, database: 'bytes' } }
  const print = await fingerprint(scene, 'bytes')
  const { 'backup-id': id } = await backUp({ ...of, verify: 3 }, scene.ports())
  await scene.sql(`UPDATE "né" SET name = 'x'`, 'bytes')
  const wanted = { backupId: id, confirm: 'bytes', skipSafetyBackupReason: 'test' }
  const { 'replaced-database': aside } = await restore({ ...of, ...wanted }, scene.ports())
  expect(await fingerprint(scene, 'bytes')).toBe(print)
  await scene.sql(`DROP DATABASE bytes; DROP DATABASE "${aside}"`, 'postgres')
})

test('a database in an encoding that PostgreSQL cannot convert is rejected with its name', async () => {
  await scene.sql(
    "CREATE DATABASE mule TEMPLATE template0 ENCODING 'MULE_INTERNAL' LC_COLLATE 'C' LC_CTYPE 'C'",
    'postgres',
  )
  const of = { ...scene.inputs, login: { ...scene.inputs.login, database: 'mule' } }
  await expect(backUp(of, scene.ports())).rejects.toThrow(
    /^the database in container db on .* uses the encoding MULE_INTERNAL, which PostgreSQL cannot convert to UTF-8/,
  )
  await scene.sql('DROP DATABASE mule', 'postgres')
})

testFull(
  'a backup with more objects than one transaction can lock is restored without a transaction',
  async () => {
    await scene.sql('ALTER SYSTEM SET max_locks_per_transaction = 10', 'postgres')
    await scene.sql('ALTER SYSTEM SET max_connections = 20', 'postgres')
    await scene.sql('CREATE DATABASE many', 'postgres')
    await scene.sql(
      `SELECT format('CREATE TABLE t%s (id serial PRIMARY KEY, name text)', n) FROM generate_series(1, 250) AS n \\gexec`,
      'many',
    )
    await mustExec(scene.sandbox.server.exec, 'docker restart db')
    await scene.inside('until pg_isready -q -h 127.0.0.1; do sleep 0.1; done')
    const of = { ...scene.inputs, login: { ...scene.inputs.login, database: 'many' } }
    const { 'backup-id': id } = await backUp(of, scene.ports())
    const wanted = { backupId: id, confirm: 'many', skipSafetyBackupReason: 'test' }
    const print = await fingerprint(scene, 'many')
    const { 'replaced-database': aside } = await restore({ ...of, ...wanted }, scene.ports())
    expect(await fingerprint(scene, 'many')).toBe(print)
    expect(await leftDatabases(scene)).toEqual(['many', aside])
  },
)
