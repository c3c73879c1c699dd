import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type FaultFunction, type S3Double, startS3Double } from '@tsh/testing'
import { backupKeys } from '../../src/catalogue/keys.ts'
import { openBucket } from '../../src/store/s3-bucket.ts'
import { probeStore } from '../../src/store/store-probe.ts'

const keys = backupKeys({ prefix: 'erp', environment: 'production' }, 'shop')
let s3: S3Double
beforeEach(async () => {
  s3 = await startS3Double()
})
afterEach(() => s3.close())

/** Probes a store that responds like this to conditional requests. */
async function probed(answer?: FaultFunction, verify: 1 | 2 = 2): Promise<string[]> {
  s3.fault = request => (request.headers['if-none-match'] === '*' ? answer?.(request) : undefined)
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = s3
  const access = { bucket, region, endpoint, accessKeyId, secretAccessKey, sessionToken: '', owner: '' }
  const encryption = { mode: 'sse-s3' as const, key: '', recipients: [], identity: '' }
  return (await probeStore(openBucket(access), keys, { encryption, verify })).warnings
}

const notImplemented = { status: 501, code: 'NotImplemented' }
/** The store ignores the header. */
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

  test.each([1, 2] as const)('accepts a store with all features, verified at level %d', async verify => {
    expect(await probed(undefined, verify)).toEqual([])
    expect([...s3.objects.keys()]).toEqual([keys.probe])
  })

  test.each([1, 2] as const)(
    'accepts a default retention of Object Lock, verified at level %d',
    async verify => {
      Object.assign(s3.settings, { versioning: 'Enabled', objectLock: { mode: 'GOVERNANCE', days: 14 } })
      expect(await probed(undefined, verify)).toEqual([])
    },
  )

  test.each(['PutObject', 'CompleteMultipartUpload'])('rejects a store without conditions in %s', operation =>
    expect(probed(only(operation, () => notImplemented))).rejects.toThrow(
      'bucket "tsh-test-backups" does not support conditional writes: it rejected If-None-Match with NotImplemented (HTTP 501), and backups require it. Use a store that supports them',
    ),
  )

  test.each(['PutObject', 'CompleteMultipartUpload'])(
    'warns about a store that ignores them in %s',
    async operation =>
      expect(await probed(only(operation, ignored))).toEqual([
        expect.stringMatching(/^the store ignores If-None-Match.* Turn on versioning/),
      ]),
  )

  test('reports other errors of a multipart upload', async () => {
    const denied = only('CompleteMultipartUpload', () => ({ status: 403, code: 'AccessDenied' }))
    await expect(probed(denied)).rejects.toThrow(
      'cannot complete the upload of erp/v1/production/shop/probe: access denied',
    )
  })
})
