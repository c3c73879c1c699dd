import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type S3Double, startS3Double } from '@tsh/testing'
import { applyRetention } from '../../src/backup/retention/apply-retention.ts'
import { backupKeys } from '../../src/catalogue/keys.ts'
import { formatManifest, type Manifest } from '../../src/catalogue/manifest.ts'
import type { BackupInputs } from '../../src/inputs/inputs.ts'
import { openBucket } from '../../src/store/s3-bucket.ts'
import { idAt, manifest } from './manifests.ts'

const DAY = 86_400_000
const keys = backupKeys({ prefix: 'erp', environment: 'production' }, 'shop')
const inputs = { retention: { days: 30, keepLast: 3 } } as BackupInputs
let s3: S3Double
beforeEach(async () => {
  s3 = await startS3Double()
})
afterEach(() => s3.close())

function bucket() {
  const { bucket: name, region, endpoint, accessKeyId, secretAccessKey } = s3
  return openBucket({
    bucket: name,
    region,
    endpoint,
    accessKeyId,
    secretAccessKey,
    sessionToken: '',
    owner: '',
  })
}

/** Puts a backup of some days ago into the bucket, as written by this action. */
function put(days: number): Manifest {
  const at = Date.now() - days * DAY
  const base = manifest({ id: idAt(at), at })
  const object = (name: string) => ({ key: `${keys.folder(base.id)}${name}`, size: 1, sha256: 'x' })
  const whole = {
    ...base,
    ...{ server: {}, clocks: { runner: 0, store: 0 } },
    objects: {
      dump: object('dump.pgc'),
      globals: object('globals.sql'),
      contents: object('toc.txt'),
      restore: object('RESTORE.txt'),
    },
  } as unknown as Manifest
  s3.put(keys.manifest(base.id), formatManifest(whole))
  for (const { key } of Object.values(whole.objects)) s3.put(key, 'x')
  return whole
}

function fill() {
  const young = [0, 1, 2, 3, 4, 5].map(put)
  const old = [40, 50].map(put)
  return { own: young[0] as Manifest, young, old }
}

const objectsOf = ({ id }: Manifest): string[] => [...s3.objects.keys()].filter(key => key.includes(id))

test('old backups are removed completely, recent ones are kept completely', async () => {
  const { own, young, old } = fill()
  expect((await applyRetention(inputs, bucket(), keys, own)).sort()).toEqual(old.map(({ id }) => id).sort())
  for (const backup of old) expect(objectsOf(backup)).toEqual([])
  for (const backup of young) expect(objectsOf(backup)).toHaveLength(5)
})

test('interrupted between any two deletions, no manifest is left without its data', async () => {
  for (let cut = 1; cut <= 10; cut++) {
    const { own, old } = fill()
    let deletions = 0
    s3.fault = ({ operation }) =>
      operation === 'DeleteObject' && ++deletions >= cut ? { status: 403, code: 'AccessDenied' } : undefined
    await applyRetention(inputs, bucket(), keys, own)
    s3.fault = undefined
    for (const backup of old) {
      if (!s3.objects.has(keys.manifest(backup.id))) continue
      expect(objectsOf(backup)).toHaveLength(5)
    }
    for (const key of s3.objects.keys()) s3.remove(key)
  }
})

test.each([
  ['a remaining backup has lost its data', () => s3.remove(`${keys.folder(idOfYoung)}dump.pgc`)],
  ['a manifest is not readable', () => s3.put(keys.manifest(idOfYoung), '{')],
  [
    'the objects are locked',
    () => Object.assign(s3.settings, { versioning: 'Enabled', objectLock: { mode: 'GOVERNANCE', days: 14 } }),
  ],
])('nothing is removed when %s', async (_name, break_) => {
  const { own, young, old } = fill()
  idOfYoung = young[3]?.id ?? ''
  break_()
  expect(await applyRetention(inputs, bucket(), keys, own)).toEqual([])
  for (const backup of old) expect(s3.objects.has(keys.manifest(backup.id))).toBe(true)
})
let idOfYoung = ''

test('nothing is removed when the clocks disagree, this backup is not verified, or retention is disabled', async () => {
  const { own, old } = fill()
  const refused = [
    applyRetention(inputs, bucket(), keys, { ...own, clocks: { runner: 0, store: -10 * 60_000 } }),
    applyRetention(inputs, bucket(), keys, { ...own, verification: [{ level: 1, at: '', detail: '' }] }),
    applyRetention({ ...inputs, retention: undefined }, bucket(), keys, own),
  ]
  for (const removed of await Promise.all(refused)) expect(removed).toEqual([])
  for (const backup of old) expect(objectsOf(backup)).toHaveLength(5)
})
