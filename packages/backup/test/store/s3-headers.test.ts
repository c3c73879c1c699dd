import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type S3Double, startS3Double } from '@tsh/testing'
import { openBucket } from '../../src/store/s3-bucket.ts'

let double: S3Double
beforeEach(async () => {
  double = await startS3Double({ minimumPart: 1, sessionToken: 't0ken-of-Sess1on' })
})
afterEach(() => double.close())

test('an object is written with a random token as its only metadata, and without secrets in headers', async () => {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = double
  const access = { endpoint, bucket, region, accessKeyId, secretAccessKey, owner: '' }
  const store = openBucket({ ...access, sessionToken: 't0ken-of-Sess1on' })
  const options = { token: 'random', checksum: 'crc64nvme', encryption: { mode: 'sse-s3' } } as const
  await store.put('shop/manifest.json', '{}', options)
  await (await store.startUpload('shop/dump.pgc', options)).abort()
  const writes = double.log.filter(({ operation }) => /^(PutObject|CreateMultipartUpload)$/.test(operation))
  expect(writes).toHaveLength(2)
  for (const { headers } of writes) {
    const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'))
    expect(metadata).toEqual([['x-amz-meta-tsh-token', 'random']])
    expect(headers['x-amz-tagging']).toBeUndefined()
  }
  for (const { headers, query } of double.log) {
    const { 'x-amz-security-token': _, ...others } = headers
    expect(`${JSON.stringify(others)}${query}`).not.toMatch(/t0ken-of-Sess1on/)
    expect(JSON.stringify(others)).not.toContain(secretAccessKey)
  }
})
