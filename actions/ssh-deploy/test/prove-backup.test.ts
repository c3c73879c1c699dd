import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { formatManifest, type Manifest, SCHEMA } from '@tsh/backup'
import { application, recordingRemote, type S3Double, startS3Double } from '@tsh/testing'
import type { DeployInputs } from '../src/inputs.ts'
import { proveBackup } from '../src/prove-backup.ts'

const id = '20261124T230955Z-0123456789ab-7.1-d2bc35'
const folder = 'erp/v1/production/shop'
const key = `${folder}/catalog/${id}.json`
const version = 'production-v2026.11.24-bbbbbbb'
let s3: S3Double
beforeAll(async () => {
  s3 = await startS3Double()
})
afterAll(() => s3.close())

function manifest(changes: Partial<Manifest> = {}): string {
  const object = { key: `${folder}/data/${id}/dump.pgc`, size: 3, sha256: 'x' }
  return formatManifest({
    ...{ schema: SCHEMA, id, version, finished: new Date().toISOString() },
    ...{ source: { id: 'c0ffee', container: 'db' }, server: {}, contents: { rows: 7, tables: [] } },
    ...{ verification: [{ level: 2, at: '', detail: '' }], objects: { dump: object } },
    ...changes,
  } as unknown as Manifest)
}

function inputs(
  changes: Partial<DeployInputs['backup']> = {},
  migrateCommand = 'alembic upgrade head',
): DeployInputs {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = s3
  const access = { bucket, region, endpoint, accessKeyId, secretAccessKey, sessionToken: '', owner: '' }
  return {
    application,
    version,
    migrateCommand,
    backup: { manifest: key, without: '', access, ...changes },
  } as DeployInputs
}

/** A server that has the container that was backed up, or another. */
const server = (answer: string | undefined) =>
  recordingRemote(line =>
    line.includes('inspect') && line.endsWith(' c0ffee')
      ? answer === undefined
        ? { code: 1 }
        : { stdout: answer }
      : undefined,
  )
const ours = server('true\t/opt/erp\n')

async function store(text = manifest(), dump = 'abc'): Promise<void> {
  await s3.put(key, Buffer.from(text))
  await s3.put(`${folder}/data/${id}/dump.pgc`, Buffer.from(dump))
}

test('migrations run behind a backup that is there', async () => {
  await store()
  await proveBackup(inputs(), ours)
})

test('migrations run without one only for a reason, and no migrations need none', async () => {
  await expect(proveBackup(inputs({ manifest: '' }), ours)).rejects.toThrow('migrations need a backup')
  await proveBackup(inputs({ manifest: '', without: 'staging' }), ours)
  await proveBackup(inputs({ manifest: '' }, ''), ours)
})

describe('refuses a backup that', () => {
  const old = new Date(Date.now() - 61 * 60_000).toISOString()
  const cases: [string, string, ReturnType<typeof server>, string][] = [
    ['was not read back', manifest({ verification: [{ level: 1, at: '', detail: '' }] }), ours, 'level 1'],
    ['is an hour old', manifest({ finished: old }), ours, '61 minutes old'],
    ['has no time', manifest({ finished: 'soon' }), ours, 'minutes old'],
    ['belongs to another version', manifest({ version: 'v1' }), ours, 'was made before "v1"'],
    ['is of a container of another server', manifest(), server(undefined), 'does not run on this server'],
    [
      'is of a container that has stopped',
      manifest(),
      server('false\t/opt/erp\n'),
      'does not run on this server',
    ],
    ['is of another application', manifest(), server('true\t/opt/shop\n'), 'belongs to /opt/shop'],
    ['has another id', manifest({ id: id.replace('7.1', '8.1') }), ours, 'belongs to backup'],
    ['has a manifest of another form', '{"schema":"x"}', ours, 'has the form "x"'],
    ['has a manifest that is cut off', manifest().slice(0, 80), ours, 'not readable'],
  ]
  test.each(cases)('%s', async (_name, text, remote, message) => {
    await store(text)
    await expect(proveBackup(inputs(), remote)).rejects.toThrow(message)
  })

  test('has lost its dump, or a part of it', async () => {
    await store(manifest(), 'ab')
    await expect(proveBackup(inputs(), ours)).rejects.toThrow('its dump is not in the bucket')
    await s3.remove(`${folder}/data/${id}/dump.pgc`)
    await expect(proveBackup(inputs(), ours)).rejects.toThrow('its dump is not in the bucket')
  })

  test('has no manifest', async () => {
    await store()
    await s3.remove(key)
    await expect(proveBackup(inputs(), ours)).rejects.toThrow('there is no backup at')
  })
})
