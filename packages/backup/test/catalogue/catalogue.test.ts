import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type S3Double, startS3Double } from '@tsh/testing'
import { backupIds, newestManifests, readManifest } from '../../src/catalogue/catalogue.ts'
import { backupKeys, idOfData, isBackupId, isManifestKey } from '../../src/catalogue/keys.ts'
import { formatManifest, type Manifest, parseManifest, SCHEMA } from '../../src/catalogue/manifest.ts'
import { openBucket } from '../../src/store/s3-bucket.ts'

const keys = backupKeys({ prefix: 'erp', environment: 'production' }, 'shop')
const id = '20261124T230955Z-0123456789ab-7.1-d2bc35'
const manifest = {
  ...{ schema: SCHEMA, id, verification: [{ level: 2, at: '', detail: '' }], server: { version: 150012 } },
  ...{ contents: { rows: 7, tables: [] }, objects: { dump: { key: 'k', size: 1, sha256: 'x' } } },
} as unknown as Manifest
let s3: S3Double
beforeEach(async () => {
  s3 = await startS3Double({ pageSize: 7 })
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

describe('the catalogue', () => {
  test('lists all backups, newest first, over all pages, and nothing else', async () => {
    const ids = Array.from(
      { length: 40 },
      (_, n) => `20260101T0000${String(n).padStart(2, '0')}Z-0123456789ab-1.1-abcdef`,
    )
    for (const each of ids) s3.put(keys.manifest(each), formatManifest({ ...manifest, id: each }))
    for (const unrelated of ['README', `${id}.json.bak`, 'x.json', `sub/${id}.json`])
      s3.put(keys.catalogue + unrelated, 'x')
    s3.put(`erp/v1/production/shop2/catalog/${id}.json`, 'x')
    expect(await backupIds(bucket(), keys)).toEqual([...ids].reverse())
    expect((await newestManifests(bucket(), keys, 2)).map(found => found.id)).toEqual(ids.slice(-2).reverse())
  })

  test('skips an unreadable manifest in comparisons, and fails when it is requested', async () => {
    s3.put(keys.manifest(id), '{')
    expect(await newestManifests(bucket(), keys, 5)).toEqual([])
    await expect(readManifest(bucket(), keys, id)).rejects.toThrow('is not readable')
    s3.remove(keys.manifest(id))
    await expect(readManifest(bucket(), keys, id)).rejects.toThrow(
      'there is no backup at erp/v1/production/shop/catalog/',
    )
  })
})

test('a too large manifest is not read', async () => {
  s3.put(keys.manifest(id), `${formatManifest(manifest)}${' '.repeat(8 * 1024 * 1024)}`)
  await expect(readManifest(bucket(), keys, id)).rejects.toThrow(
    `object ${keys.manifest(id)} is larger than 8 MiB, so it is not a backup manifest. Use another backup`,
  )
})

test('a manifest has deterministic bytes and round-trips', () => {
  const shuffled = Object.fromEntries(Object.entries(manifest).reverse()) as unknown as Manifest
  expect(formatManifest(shuffled)).toBe(formatManifest(manifest))
  expect(parseManifest('k', formatManifest(manifest))).toEqual(manifest)
  for (const part of ['objects', 'verification', 'contents', 'server'])
    expect(() => parseManifest('k', formatManifest({ ...manifest, [part]: undefined }))).toThrow(
      'is incomplete',
    )
})

test.each(['null', '7', '"text"', '[]', '{}'])('%s is not a manifest', text => {
  expect(() => parseManifest('k', text)).toThrow(
    'manifest k has schema "undefined", expected tsh.pg-backup/1.',
  )
})

test('ids and keys are distinguished from everything else', () => {
  expect(isBackupId(id)).toBe(true)
  for (const other of ['', 'latest', `${id}/..`, `../${id}`, id.toUpperCase(), `${id}\n`])
    expect(isBackupId(other)).toBe(false)
  expect(isManifestKey(keys.manifest(id))).toBe(true)
  for (const other of [
    id,
    `/${keys.manifest(id)}`,
    `${keys.catalogue}latest.json`,
    keys.manifest(id).replace('erp', 'a/../b'),
  ])
    expect(isManifestKey(other)).toBe(false)
  expect(idOfData(keys, `${keys.folder(id)}dump.pgc`)).toBe(id)
  for (const other of [keys.folder(id), `${keys.data}notes.txt`, 'other'])
    expect(idOfData(keys, other)).toBeUndefined()
})
