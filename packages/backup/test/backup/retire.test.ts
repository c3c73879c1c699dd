import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type S3Double, startS3Double } from '@tsh/testing'
import { retire } from '../../src/backup/retention/retire.ts'
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

/** A backup of some days ago in the bucket, as this action leaves it. */
function put(days: number): Manifest {
  const at = Date.now() - days * DAY
  const one = manifest({ id: idAt(at), at })
  const object = (name: string) => ({ key: `${keys.folder(one.id)}${name}`, size: 1, sha256: 'x' })
  const whole = {
    ...one,
    ...{ server: {}, clocks: { runner: 0, store: 0 } },
    objects: {
      dump: object('dump.pgc'),
      globals: object('globals.sql'),
      contents: object('toc.txt'),
      restore: object('RESTORE.txt'),
    },
  } as unknown as Manifest
  s3.put(keys.manifest(one.id), formatManifest(whole))
  for (const { key } of Object.values(whole.objects)) s3.put(key, 'x')
  return whole
}

function fill() {
  const young = [0, 1, 2, 3, 4, 5].map(put)
  const old = [40, 50].map(put)
  return { own: young[0] as Manifest, young, old }
}

const objectsOf = ({ id }: Manifest): string[] => [...s3.objects.keys()].filter(key => key.includes(id))

test('the old ones go whole, the young ones stay whole', async () => {
  const { own, young, old } = fill()
  expect((await retire(inputs, bucket(), keys, own)).sort()).toEqual(old.map(({ id }) => id).sort())
  for (const one of old) expect(objectsOf(one)).toEqual([])
  for (const one of young) expect(objectsOf(one)).toHaveLength(5)
})

test('cut off between any two deletions, no manifest is left without its data', async () => {
  for (let cut = 1; cut <= 10; cut++) {
    const { own, old } = fill()
    let deletions = 0
    s3.fault = ({ operation }) =>
      operation === 'DeleteObject' && ++deletions >= cut ? { status: 403, code: 'AccessDenied' } : undefined
    await retire(inputs, bucket(), keys, own)
    s3.fault = undefined
    for (const one of old) {
      if (!s3.objects.has(keys.manifest(one.id))) continue
      expect(objectsOf(one)).toHaveLength(5)
    }
    for (const key of s3.objects.keys()) s3.remove(key)
  }
})

test.each([
  ['a survivor has lost its data', () => s3.remove(`${keys.folder(idOfYoung)}dump.pgc`)],
  ['a manifest cannot be read', () => s3.put(keys.manifest(idOfYoung), '{')],
  [
    'the objects are locked',
    () => Object.assign(s3.settings, { versioning: 'Enabled', objectLock: { mode: 'GOVERNANCE', days: 14 } }),
  ],
])('nothing goes when %s', async (_name, break_) => {
  const { own, young, old } = fill()
  idOfYoung = young[3]?.id ?? ''
  break_()
  expect(await retire(inputs, bucket(), keys, own)).toEqual([])
  for (const one of old) expect(s3.objects.has(keys.manifest(one.id))).toBe(true)
})
let idOfYoung = ''

test('nothing goes when the clocks disagree, this backup is not verified, or retention is off', async () => {
  const { own, old } = fill()
  const doubtful = [
    retire(inputs, bucket(), keys, { ...own, clocks: { runner: 0, store: -10 * 60_000 } }),
    retire(inputs, bucket(), keys, { ...own, verification: [{ level: 1, at: '', detail: '' }] }),
    retire({ ...inputs, retention: undefined }, bucket(), keys, own),
  ]
  for (const removed of await Promise.all(doubtful)) expect(removed).toEqual([])
  for (const one of old) expect(objectsOf(one)).toHaveLength(5)
})
