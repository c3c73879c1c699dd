import { expect, test } from '@jest/globals'
import { findManifest } from '../../src/catalogue/find-manifest.ts'

const id = '20261124T230955Z-0123456789ab-7.1-d2bc35'
const other = id.replace('d2bc35', 'ffffff')
const where = { prefix: 'erp', environment: 'production' }

const bucketWith = (...keys: string[]) => ({
  name: 'backups',
  async *list(prefix: string) {
    for (const key of keys) if (key.startsWith(prefix)) yield { key, size: 1, modified: '' }
  },
})

test('a manifest is found by its backup id, whatever the database name', async () => {
  const key = `erp/v1/production/shop/catalog/${id}.json`
  const data = [`erp/v1/production/shop/data/${id}/dump.pgc`, `erp/v1/production/a/catalog/${other}.json`]
  expect(await findManifest(bucketWith(...data, key), where, id)).toBe(key)
})

test.each([
  ['of another environment', [`erp/v1/staging/shop/catalog/${id}.json`], id],
  ['without a manifest', [`erp/v1/production/shop/data/${id}/dump.pgc`], id],
  ['with another name', [`erp/v1/production/shop/catalog/x/catalog/${id}.json`], id],
  ['with an invalid id', ['erp/v1/production/shop/catalog/latest.json'], 'latest'],
])('a backup %s is not found', async (_, keys, wanted) => {
  await expect(findManifest(bucketWith(...keys), where, wanted)).rejects.toThrow(
    `there is no backup "${wanted}" below erp/v1/production/ in the bucket. Pass the "backup-id" output`,
  )
})
