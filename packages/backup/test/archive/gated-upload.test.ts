import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type S3Double, startS3Double } from '@tsh/testing'
import { gatedUpload, partSizeFor } from '../../src/archive/gated-upload.ts'
import { openBucket } from '../../src/store/s3-bucket.ts'

const PART = 64 * 1024
let s3: S3Double
beforeEach(async () => {
  s3 = await startS3Double({ minimumPart: 1 })
})
afterEach(() => s3.close())

function upload(checksum: 'crc64nvme' | 'none' = 'crc64nvme', token = 'mine', key = 'dump') {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = s3
  const access = { bucket, region, endpoint, accessKeyId, secretAccessKey, sessionToken: '', owner: '' }
  const options = { token, checksum, encryption: { mode: 'sse-s3' as const } }
  return gatedUpload(openBucket(access), { key, partSize: PART, options })
}

async function write(body: Buffer, into: ReturnType<typeof upload>): Promise<void> {
  for (let at = 0; at < body.length; ) {
    const length = 1 + Math.floor(Math.random() * 3 * PART)
    await into.write(body.subarray(at, at + length))
    at += length
  }
}

test.each([0, 1, PART - 1, PART, PART + 1, 5 * PART, 1_000_003])(
  '%d bytes are uploaded unchanged, whatever the chunk sizes',
  async size => {
    const body = randomBytes(size)
    const into = upload()
    await write(body, into)
    expect([...s3.objects.keys()]).toEqual([])
    expect(await into.commit()).toMatchObject({ key: 'dump', size })
    const stored = s3.objects.get('dump')
    expect(stored?.sha256).toBe(createHash('sha256').update(body).digest('hex'))
    expect(s3.openUploads()).toEqual([])
  },
)

test('an aborted upload leaves neither an object nor an open upload, and accepts no more data', async () => {
  const into = upload()
  await write(randomBytes(5 * PART), into)
  await into.abort()
  expect([[...s3.objects.keys()], s3.openUploads()]).toEqual([[], []])
  await expect(into.write(Buffer.alloc(1))).rejects.toThrow('aborted')
})

describe('the existence of the object is confirmed when', () => {
  const operation = 'CompleteMultipartUpload'
  const once = (fault: object) => {
    s3.fault = request =>
      request.operation === operation && request.count === 1 ? (fault as never) : undefined
  }

  test.each([
    ['the response is lost', { drop: 'after' }],
    ['the store fails after completing it', { after: { status: 500, code: 'InternalError' } }],
    ['the store fails before completing it', { status: 503, code: 'ServiceUnavailable' }],
    ['the connection is lost before completing it', { drop: 'before' }],
    ['the response is 200 with an error in it', { okWithError: 'InternalError' }],
  ])('%s', async (_name, fault) => {
    once(fault)
    const body = randomBytes(3 * PART + 5)
    const into = upload()
    await write(body, into)
    await into.commit()
    expect(s3.objects.get('dump')?.sha256).toBe(createHash('sha256').update(body).digest('hex'))
  })

  test('the key is already taken', async () => {
    await s3.put('dump', Buffer.from('other'))
    const into = upload()
    await write(randomBytes(3 * PART), into)
    await expect(into.commit()).rejects.toThrow('an object with this key already exists')
    await into.abort()
    expect(String(await s3.objects.get('dump')?.body())).toBe('other')
    expect(s3.openUploads()).toEqual([])
  })

  test('the upload is gone and the object is not ours', async () => {
    s3.fault = ({ operation: name }) =>
      name === operation ? { status: 404, code: 'NoSuchUpload' } : undefined
    const into = upload()
    await write(randomBytes(3 * PART), into)
    await expect(into.commit()).rejects.toThrow('the upload is unknown to the store')
  })
})

test('a part that cannot be sent aborts the upload', async () => {
  s3.fault = ({ operation, partNumber }) =>
    operation === 'UploadPart' && partNumber === 2 ? { status: 403, code: 'AccessDenied' } : undefined
  const into = upload()
  await expect(write(randomBytes(20 * PART), into).then(() => into.commit())).rejects.toThrow(
    'cannot send part 2 of dump: access denied',
  )
  await into.abort()
  expect([[...s3.objects.keys()], s3.openUploads()]).toEqual([[], []])
})

test('at most four parts are in flight', async () => {
  let running = 0
  let most = 0
  // Parts wait for the fourth, however slow this machine is, and then long enough for a fifth to start.
  const fourth = Promise.withResolvers<void>()
  const limit = setTimeout(fourth.resolve, 60_000)
  s3.fault = async ({ operation }) => {
    if (operation !== 'UploadPart') return undefined
    most = Math.max(most, ++running)
    if (running === 4) fourth.resolve()
    await fourth.promise
    await new Promise(resolve => setTimeout(resolve, 20))
    running--
    return undefined
  }
  const into = upload()
  await write(randomBytes(20 * PART), into)
  await into.commit()
  clearTimeout(limit)
  expect(most).toBe(4)
})

test('every database size fits into ten thousand parts', () => {
  for (const gigabytes of [0, 1, 50, 100, 1000, 2000])
    expect((gigabytes * 2e9) / partSizeFor(gigabytes * 1e9)).toBeLessThanOrEqual(10_000)
})
