import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mustExec } from '@tsh/sandbox'
import { testFull } from '@tsh/testing/full'
import { backUp } from '../../src/backup/back-up.ts'
import type { RestoreInputs } from '../../src/inputs/inputs.ts'
import { drill } from '../../src/restore/drill/drill.ts'
import { restore } from '../../src/restore/restore.ts'
import { fingerprint, leftDatabases } from './restore-observe.ts'
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

describe('without "confirm"', () => {
  test('a restore shows a plan and changes nothing', async () => {
    const writes = scene.double.log.length
    expect(await restore(inputsWith({ backupId: 'latest' }), scene.ports())).toEqual({
      ...{
        'backup-id': backup,
        database: 'erp',
        'replaced-database': '',
        'safety-backup-id': '',
        'downtime-seconds': 0,
      },
    })
    expect(
      scene.double.log.slice(writes).filter(({ operation }) => /^(Put|Delete|Create)/.test(operation)),
    ).toEqual([])
    expect(await leftDatabases(scene)).toEqual([])
    expect(await fingerprint(scene)).toBe(before)
  })
})

test('a restore with another name in "confirm" is rejected', async () => {
  await expect(restore(inputsWith({ confirm: 'erb' }), scene.ports())).rejects.toThrow(
    'input "confirm" is "erb", but the database to be replaced is "erp"',
  )
})

test('a backup of another server is rejected without a reason', async () => {
  const key = `erp/v1/production/erp/catalog/${backup}.json`
  const original = String(scene.double.objects.get(key)?.body())
  scene.double.damage(key, body =>
    Buffer.from(String(body).replace(/"systemIdentifier": "\d+"/, '"systemIdentifier": "1"')),
  )
  try {
    await expect(restore(inputsWith({ confirm: 'erp' }), scene.ports())).rejects.toThrow(
      /the backup is from server "1", but this is "\d+"\. If this is intended, set "allow-other-server-reason"/,
    )
  } finally {
    scene.double.damage(key, () => Buffer.from(original))
  }
})

test('a backup of another environment is found by its id, and requires a reason', async () => {
  const storage = { ...scene.inputs.storage, environment: 'staging' }
  await expect(restore({ ...inputsWith({ confirm: 'erp' }), storage }, scene.ports())).rejects.toThrow(
    'the backup is from environment "production", but this is "staging". If this is intended, set "allow-other-server-reason"',
  )
  const allowed = inputsWith({ allowOtherServerReason: 'refresh staging' })
  expect(await restore({ ...allowed, storage }, scene.ports())).toMatchObject({ 'backup-id': backup })
  const unknown = inputsWith({ backupId: backup.replace(/......$/, 'ffffff') })
  await expect(restore({ ...unknown, storage }, scene.ports())).rejects.toThrow('there is no backup at')
})

describe('a restored database', () => {
  let changed: string

  test('equals the backed-up one in every definition, row, grant and setting', async () => {
    await scene.sql(`DELETE FROM orders WHERE id > 5000; DROP TABLE events; SELECT lo_unlink(4242);
      ALTER DATABASE erp SET work_mem = '1MB'; GRANT CONNECT ON DATABASE erp TO PUBLIC; UPDATE orders SET customer = 'x';
      REFRESH MATERIALIZED VIEW sums;`)
    changed = await fingerprint(scene)
    const result = await restore(inputsWith({ confirm: 'erp' }), scene.ports())
    expect(await fingerprint(scene)).toBe(before)
    expect(await leftDatabases(scene)).toEqual([result['replaced-database']])
    expect(result['safety-backup-id']).not.toBe('')
    await expect(scene.sql('SELECT 1', result['replaced-database'])).rejects.toThrow(
      'not currently accepting connections',
    )
  })

  test('is reverted by the command in the summary', async () => {
    const [aside = ''] = await leftDatabases(scene)
    const [back = '', drop = ''] = [...scene.summary().matchAll(/^```sh\n(.*)\n```$/gm)].map(
      ([, line]) => line,
    )
    expect(back).toContain(aside)
    await mustExec(scene.sandbox.server.exec, back)
    expect(await fingerprint(scene)).toBe(changed)
    expect((await scene.sql('SELECT count(*) FROM orders')).trim()).toBe('5000')
    const [other = ''] = await leftDatabases(scene)
    await mustExec(scene.sandbox.server.exec, drop.replace(aside, other))
    expect(await leftDatabases(scene)).toEqual([])
  })
})

describe('a drill', () => {
  const containers = () => mustExec(scene.sandbox.server.exec, 'docker ps -aq; docker volume ls -q')

  test('restores into a throwaway server, counts, and leaves nothing', async () => {
    const there = await containers()
    const result = await drill(inputsWith({}), scene.ports())
    expect(result).toMatchObject({ 'backup-id': backup, 'verified-level': 3, rows: 20_404 })
    expect(await containers()).toBe(there)
  })

  testFull('that fails leaves nothing either', async () => {
    const there = await containers()
    const key = `erp/v1/production/erp/data/${backup}/dump.pgc`
    scene.double.damage(key, flipped)
    await expect(drill(inputsWith({}), scene.ports())).rejects.toThrow(
      /was altered after it was written: .* SHA-256/,
    )
    scene.double.damage(key, flipped)
    expect(await containers()).toBe(there)
  })

  test('that is cancelled leaves nothing either', async () => {
    const there = await containers()
    const controller = new AbortController()
    const ports = scene.ports({ signal: controller.signal })
    const { read } = ports.bucket
    ports.bucket.read = async (key, version) => {
      if (key.endsWith('.pgc')) controller.abort(new Error('cancelled'))
      return read(key, version)
    }
    await expect(drill(inputsWith({}), ports)).rejects.toThrow('drill cancelled')
    expect(await containers()).toBe(there)
  })
})

/** Flips a bit near the end, in the data of the last table. */
function flipped(body: Buffer): Buffer {
  const at = body.length - 100
  body.writeUInt8(body.readUInt8(at) ^ 1, at)
  return body
}
