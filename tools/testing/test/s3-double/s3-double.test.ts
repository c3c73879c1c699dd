import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from '@jest/globals'
import type { S3DoubleOptions } from '@tsh/testing'
import { clientOf, nameOf, read, start } from './s3-start.ts'

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

describe('permission', () => {
  const cases: { name: string; options?: S3DoubleOptions; config: S3ClientConfig; expected: string }[] = [
    { name: 'the right credentials', config: {}, expected: 'success' },
    {
      name: 'a wrong secret',
      config: { credentials: { accessKeyId: '', secretAccessKey: 'wrong' } },
      expected: 'SignatureDoesNotMatch',
    },
    {
      name: 'an unknown key',
      config: { credentials: { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'wrong' } },
      expected: 'InvalidAccessKeyId',
    },
    {
      name: 'a clock 16 minutes ahead',
      config: { systemClockOffset: 16 * 60_000 },
      expected: 'RequestTimeTooSkewed',
    },
    { name: 'a clock 14 minutes behind', config: { systemClockOffset: -14 * 60_000 }, expected: 'success' },
    { name: 'another region', config: { region: 'us-east-1' }, expected: 'PermanentRedirect' },
    { name: 'no session token', options: { sessionToken: 'token' }, config: {}, expected: 'InvalidToken' },
  ]
  test.each(cases)('$name: $expected', async ({ options, config, expected }) => {
    const { double, at } = await start(options)
    const { accessKeyId } = double
    const given = config.credentials as { accessKeyId: string; secretAccessKey: string } | undefined
    const credentials = given && { ...given, accessKeyId: given.accessKeyId || accessKeyId }
    const client = clientOf(double, { ...config, ...(credentials ? { credentials } : {}) })
    expect(await nameOf(client.send(new PutObjectCommand({ ...at, Body: 'text' })))).toBe(expected)
    expect(double.objects.has('a/b')).toBe(expected === 'success')
  })

  test('the expected session token, and a different one later', async () => {
    const { double, Bucket } = await start({ sessionToken: 'one' })
    const { accessKeyId, secretAccessKey } = double
    const client = clientOf(double, { credentials: { accessKeyId, secretAccessKey, sessionToken: 'one' } })
    await client.send(new ListObjectsV2Command({ Bucket }))
    double.sessionToken = 'two'
    expect(await nameOf(client.send(new ListObjectsV2Command({ Bucket })))).toBe('InvalidToken')
  })

  test('the wrong owner, bucket and key', async () => {
    const { double, client, at, Bucket } = await start()
    await client.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: double.owner }))
    const stranger = new PutObjectCommand({ ...at, Body: '', ExpectedBucketOwner: '999999999999' })
    expect(await nameOf(client.send(stranger))).toBe('AccessDenied')
    expect(await nameOf(client.send(new ListObjectsV2Command({ Bucket: 'other' })))).toBe('NoSuchBucket')
    expect(await nameOf(client.send(new GetObjectCommand(at)))).toBe('NoSuchKey')
    expect(await nameOf(client.send(new HeadObjectCommand(at)))).toBe('NotFound')
    const part = { ...at, UploadId: 'none', PartNumber: 1, Body: '' }
    expect(await nameOf(client.send(new UploadPartCommand(part)))).toBe('NoSuchUpload')
  })

  test('a request for another region returns the region of the bucket', async () => {
    const { double, Bucket } = await start({ region: 'eu-central-1' })
    const client = clientOf(double, { region: 'us-east-1' })
    const error = await client.send(new HeadBucketCommand({ Bucket })).catch(error => error)
    expect(error.$metadata.httpStatusCode).toBe(301)
    expect(error.$response.headers['x-amz-bucket-region']).toBe('eu-central-1')
  })
})

describe('objects', () => {
  test('are returned with metadata, encryption and checksum', async () => {
    const { double, client, at } = await start()
    const Metadata = { 'tsh-upload-token': 'nonce' }
    const kms = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key-1', BucketKeyEnabled: true } as const
    const Body = 'text & more'
    const put = {
      ...at,
      ...kms,
      Body,
      Metadata,
      ChecksumAlgorithm: 'SHA256',
      ContentType: 'text/plain',
    } as const
    expect(await client.send(new PutObjectCommand(put))).toMatchObject(kms)
    const head = await client.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }))
    const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64')
    expect(head).toMatchObject({
      ...kms,
      Metadata,
      ContentType: 'text/plain',
      ContentLength: 11,
      ChecksumSHA256,
    })
    expect(head).toMatchObject({ ChecksumType: 'FULL_OBJECT' })
    expect(await read({ client, at })).toBe(Body)
    expect(double.objects.get('a/b')).toMatchObject({ size: 11, metadata: Metadata, sha256: sha256(Body) })
    expect(double.objects.get('a/b')?.encryption).toEqual({
      algorithm: 'aws:kms',
      keyId: 'key-1',
      bucketKey: true,
    })
    await client.send(new DeleteObjectCommand(at))
    expect(double.objects.size).toBe(0)
  })

  test('with odd keys', async () => {
    const { double, client, Bucket } = await start()
    const keys = ["a b+c/d!'()*&=?#é", 'نسخة', '~_-./x']
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))
    for (const Key of keys) expect(await read({ client, at: { Bucket, Key } })).toBe(Key)
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }))
    expect(Contents.map(({ Key }) => Key).sort()).toEqual([...keys].sort())
    expect([...double.objects.keys()]).toEqual(Contents.map(({ Key }) => Key))
  })

  const checksums = [
    { name: 'CRC32', config: {}, ChecksumAlgorithm: 'CRC32' },
    { name: 'CRC64NVME', config: {}, ChecksumAlgorithm: 'CRC64NVME' },
    { name: 'SHA256', config: {}, ChecksumAlgorithm: 'SHA256' },
    { name: 'none', config: { requestChecksumCalculation: 'WHEN_REQUIRED' }, ChecksumAlgorithm: undefined },
  ] as const
  test.each(checksums)(
    'of a stream and of a buffer, with the checksum $name',
    async ({ config, ...more }) => {
      const { double, client, at } = await start({}, config)
      const bytes = Buffer.alloc(300_000, 'streamed ')
      const { ChecksumAlgorithm } = more
      const put = { ...at, ContentLength: bytes.length, ...(ChecksumAlgorithm ? { ChecksumAlgorithm } : {}) }
      await client.send(
        new PutObjectCommand({ ...put, Body: Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]) }),
      )
      const name = ChecksumAlgorithm?.toLowerCase() ?? 'crc64nvme'
      const streamed = double.objects.get('a/b')
      expect(streamed).toMatchObject({ size: bytes.length, sha256: sha256(bytes) })
      expect((await client.send(new HeadObjectCommand(at))).ContentEncoding).toBeUndefined()
      await client.send(new PutObjectCommand({ ...put, Body: bytes }))
      expect(Object.keys(streamed?.checksums ?? {})).toEqual([name])
      expect(double.objects.get('a/b')?.checksums).toEqual(streamed?.checksums)
      expect(double.log.map(({ size }) => size)).toEqual([bytes.length, 0, bytes.length])
      expect((await read({ client, at })).length).toBe(bytes.length)
    },
  )

  const ranges = [
    { Range: 'bytes=0-3', expected: '0123' },
    { Range: 'bytes=8-', expected: '89' },
    { Range: 'bytes=-3', expected: '789' },
    { Range: 'bytes=5-99', expected: '56789' },
    { Range: 'bytes=10-', expected: 'InvalidRange' },
  ]
  test.each(ranges)('in part: $Range', async ({ Range, expected }) => {
    const { double, client, at } = await start()
    double.put('a/b', '0123456789')
    const got = client
      .send(new GetObjectCommand({ ...at, Range }))
      .then(({ Body }) => Body?.transformToString())
    expect(await got.catch(error => error.name)).toBe(expected)
  })

  const wrong = [
    { name: 'a CRC32', more: { ChecksumCRC32: 'AAAAAA==' }, expected: 'BadDigest' },
    { name: 'a CRC64NVME', more: { ChecksumCRC64NVME: 'AAAAAAAAAAA=' }, expected: 'BadDigest' },
    { name: 'a SHA-256', more: { ChecksumSHA256: `${'A'.repeat(43)}=` }, expected: 'BadDigest' },
    { name: 'an MD5', more: { ContentMD5: `${'A'.repeat(22)}==` }, expected: 'BadDigest' },
  ]
  test.each(wrong)('are refused with $name that does not match', async ({ more, expected }) => {
    const { double, client, at } = await start()
    expect(await nameOf(client.send(new PutObjectCommand({ ...at, ...more, Body: 'text' })))).toBe(expected)
    expect(double.objects.size).toBe(0)
  })

  test('are refused if their bytes change in transit', async () => {
    const { double, client, at } = await start()
    const altered = async (kind: 'string' | 'stream') => {
      const Body = kind === 'string' ? 'text' : Readable.from([Buffer.from('text')])
      const command = new PutObjectCommand({ ...at, Body, ContentLength: 4 })
      command.middlewareStack.add(
        next => args => {
          const request = args.request as { body: unknown }
          if (kind === 'string') request.body = 'tex7'
          else request.body = Readable.from((request.body as Readable).map(chunk => replaced(chunk)))
          return next(args)
        },
        { step: 'finalizeRequest', priority: 'low' },
      )
      return await nameOf(client.send(command))
    }
    const replaced = (chunk: Buffer) => Buffer.from(chunk.toString().replace('text', 'tex7'))
    expect(await altered('string')).toBe('XAmzContentSHA256Mismatch')
    expect(await altered('stream')).toBe('BadDigest')
    expect(double.objects.size).toBe(0)
  })

  test('are not stored when the body ends early', async () => {
    const { double, client, at, Bucket } = await start()
    const rest = Promise.withResolvers<void>()
    async function* stalling() {
      yield Buffer.alloc(100_000)
      await rest.promise
    }
    const aborter = new AbortController()
    const put = new PutObjectCommand({ ...at, Body: Readable.from(stalling()), ContentLength: 200_000 })
    const name = nameOf(client.send(put, { abortSignal: aborter.signal }))
    while (double.log.length === 0) await setImmediate()
    aborter.abort()
    expect(await name).toBe('AbortError')
    rest.resolve()
    await client.send(new ListObjectsV2Command({ Bucket }))
    expect([double.objects.size, double.log[0]?.status]).toEqual([0, undefined])
  })

  test('are only read in the version given by If-Match', async () => {
    const { double, client, at } = await start()
    double.put('a/b', 'one')
    const { ETag: IfMatch } = await client.send(new HeadObjectCommand(at))
    expect(await nameOf(client.send(new GetObjectCommand({ ...at, IfMatch })))).toBe('success')
    double.put('a/b', 'two')
    expect(await nameOf(client.send(new GetObjectCommand({ ...at, IfMatch })))).toBe('PreconditionFailed')
  })

  test('are not overwritten with If-None-Match', async () => {
    const { double, client, at } = await start()
    const put = (Body: string) => client.send(new PutObjectCommand({ ...at, Body, IfNoneMatch: '*' }))
    await put('one')
    expect(await nameOf(put('two'))).toBe('PreconditionFailed')
    expect(double.log.at(-1)).toMatchObject({ operation: 'PutObject', count: 2, status: 412 })
    expect(double.objects.get('a/b')?.body().toString()).toBe('one')
  })

  test('are put, damaged and removed by tests', async () => {
    const { double, client, at } = await start()
    double.put('a/b', 'right', { metadata: { by: 'hand' }, modified: new Date('2026-01-02T03:04:05Z') })
    const head = await client.send(new HeadObjectCommand(at))
    expect(head).toMatchObject({ Metadata: { by: 'hand' }, LastModified: new Date('2026-01-02T03:04:05Z') })
    double.damage('a/b', body => Buffer.concat([body.subarray(1)]))
    expect(await read({ client, at }).catch(error => error.message)).toMatch(/Checksum mismatch/)
    const unchecked = clientOf(double, { responseChecksumValidation: 'WHEN_REQUIRED' })
    expect(await read({ client: unchecked, at })).toBe('ight')
    double.remove('a/b')
    expect(double.objects.size).toBe(0)
  })
})
