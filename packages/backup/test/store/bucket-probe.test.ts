import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type S3Double, startS3Double } from '@tsh/testing'
import { probeBucket } from '../../src/store/bucket-probe.ts'
import { openBucket } from '../../src/store/s3-bucket.ts'

let s3: S3Double
beforeEach(async () => {
  s3 = await startS3Double()
})
afterEach(() => s3.close())

function probed(changes: Partial<S3Double> = {}): Promise<string[]> {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = { ...s3, ...changes }
  const access = { bucket, region, endpoint, accessKeyId, secretAccessKey, sessionToken: '', owner: '' }
  const place = { prefix: 'erp', environment: 'production' }
  return probeBucket(openBucket(access), place, { mode: 'sse-s3', key: '' })
}

test('a probe is written below the prefix of the environment, where no backup is looked for', async () => {
  expect(await probed()).toEqual([])
  expect([...s3.objects.keys()]).toEqual(['erp/v1/production/probe'])
})

test('a bucket that can only be read is a problem', async () => {
  s3.fault = ({ operation }) =>
    operation === 'PutObject' ? { status: 403, code: 'AccessDenied' } : undefined
  await expect(probed()).rejects.toThrow('cannot write erp/v1/production/probe: access denied')
})

test('a missing bucket is a problem', async () => {
  await expect(probed({ bucket: 'other' })).rejects.toThrow('the bucket does not exist. Check AWS_S3_BUCKET')
})
