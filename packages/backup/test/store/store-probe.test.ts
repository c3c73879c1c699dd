import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type FaultFunction, type S3Double, startS3Double } from '@tsh/testing'
import { backupKeys } from '../../src/catalogue/keys.ts'
import { openBucket } from '../../src/store/s3-bucket.ts'
import { tryStore } from '../../src/store/store-probe.ts'

const keys = backupKeys({ prefix: 'erp', environment: 'production' }, 'shop')
let s3: S3Double
beforeEach(async () => {
  s3 = await startS3Double()
})
afterEach(() => s3.close())

/** A store in which requests with a condition get this answer. */
async function tried(answer?: FaultFunction, verify: 1 | 2 = 2): Promise<string[]> {
  s3.fault = request => (request.headers['if-none-match'] === '*' ? answer?.(request) : undefined)
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = s3
  const access = { bucket, region, endpoint, accessKeyId, secretAccessKey, sessionToken: '', owner: '' }
  const encryption = { mode: 'sse-s3' as const, key: '', recipients: [], identity: '' }
  return (await tryStore(openBucket(access), keys, { encryption, verify })).warnings
}

const notImplemented = { status: 501, code: 'NotImplemented' }
/** The store does as if the header was not there. */
const ignored: FaultFunction = ({ headers }) => {
  delete headers['if-none-match']
  return undefined
}
const only =
  (operation: string, answer: FaultFunction): FaultFunction =>
  request =>
    request.operation === operation ? answer(request) : undefined

describe('the probe', () => {
  afterEach(() => expect(s3.openUploads()).toEqual([]))

  test.each([1, 2] as const)('finds no fault in a store that has all, verified at level %d', async verify => {
    expect(await tried(undefined, verify)).toEqual([])
    expect([...s3.objects.keys()]).toEqual([keys.probe])
  })

  test.each(['PutObject', 'CompleteMultipartUpload'])('refuses a store without conditions in %s', operation =>
    expect(tried(only(operation, () => notImplemented))).rejects.toThrow(
      'bucket "tsh-test-backups" is in a store without conditional writes: it answers If-None-Match with NotImplemented (HTTP 501), and no backup is written without it. Use a store that has them',
    ),
  )

  test.each(['PutObject', 'CompleteMultipartUpload'])(
    'warns of a store that ignores them in %s',
    async operation =>
      expect(await tried(only(operation, ignored))).toEqual([
        expect.stringMatching(/^the store ignores If-None-Match.* Turn versioning on/),
      ]),
  )

  test('says what else is wrong with a write in parts', async () => {
    const denied = only('CompleteMultipartUpload', () => ({ status: 403, code: 'AccessDenied' }))
    await expect(tried(denied)).rejects.toThrow(
      'cannot complete the upload of erp/v1/production/shop/probe: access denied',
    )
  })
})
