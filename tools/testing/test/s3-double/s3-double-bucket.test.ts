import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from '@jest/globals'
import { startS3Double } from '@tsh/testing'
import { nameOf, read, start, upload, WHOLE } from './s3-start.ts'

describe('lists', () => {
  test('all keys of a prefix, page by page, in the order of their bytes', async () => {
    const { double, client, Bucket } = await start({ pageSize: 3 })
    const keys = ['p/10', 'p/2', 'p/A', 'p/a', 'p/z', 'p/é', 'p/ﬀ', 'p/😀']
    for (const key of [...keys.toReversed(), 'q/other', 'o']) double.put(key, key)
    const found: (string | undefined)[] = []
    const sizes: (number | undefined)[] = []
    let ContinuationToken: string | undefined
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'p/', ContinuationToken }))
      found.push(...(page.Contents ?? []).map(({ Key }) => Key))
      sizes.push(page.KeyCount)
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken)
    expect(found).toEqual(keys)
    expect(sizes).toEqual([3, 3, 2])
    const few = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, StartAfter: 'p/é' }))
    expect(few).toMatchObject({ IsTruncated: true, Contents: [{ Key: 'p/ﬀ', Size: 5 }] })
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'x' }))).KeyCount).toBe(0)
  })
})

describe('versions', () => {
  test('are kept, and a delete is a marker', async () => {
    const { double, client, at } = await start()
    double.settings.versioning = 'Enabled'
    const put = async (Body: string) => (await client.send(new PutObjectCommand({ ...at, Body }))).VersionId
    const [first, second] = [await put('one'), await put('two')]
    const { DeleteMarker, VersionId: marker } = await client.send(new DeleteObjectCommand(at))
    expect([DeleteMarker, new Set([first, second, marker]).size]).toEqual([true, 3])
    expect(double.objects.size).toBe(0)
    expect(await nameOf(client.send(new GetObjectCommand(at)))).toBe('NoSuchKey')
    const old = await client.send(new GetObjectCommand({ ...at, VersionId: first }))
    expect(await old.Body?.transformToString()).toBe('one')
    expect(double.versions('a/b').map(({ deleteMarker }) => deleteMarker)).toEqual([false, false, true])
    await client.send(new DeleteObjectCommand({ ...at, VersionId: marker }))
    expect(await client.send(new HeadObjectCommand(at))).toMatchObject({
      VersionId: second,
      ContentLength: 3,
    })
    await client.send(new DeleteObjectCommand({ ...at, VersionId: second }))
    expect(await read({ client, at })).toBe('one')
    expect(await nameOf(client.send(new GetObjectCommand({ ...at, VersionId: second })))).toBe(
      'NoSuchVersion',
    )
  })

  test('come from multipart uploads too, and If-None-Match ignores a marker', async () => {
    const started = await start()
    started.double.settings.versioning = 'Enabled'
    const first = await (await upload(started)).complete()
    expect(first.VersionId).toBe(started.double.objects.get('a/b')?.versionId)
    await started.client.send(new DeleteObjectCommand(started.at))
    await (await upload(started)).complete({ IfNoneMatch: '*' })
    expect(started.double.versions('a/b')).toHaveLength(3)
  })

  test('are protected by Object Lock, which requires checksums', async () => {
    const { double, client, at } = await start({}, { requestChecksumCalculation: 'WHEN_REQUIRED' })
    double.settings = {
      ...double.settings,
      versioning: 'Enabled',
      objectLock: { mode: 'GOVERNANCE', days: 14 },
    }
    const put = (more: object) => client.send(new PutObjectCommand({ ...at, Body: 'x', ...more }))
    expect(await nameOf(put({}))).toBe('InvalidRequest')
    const { VersionId } = await put({ ChecksumAlgorithm: 'CRC64NVME' })
    expect(await nameOf(client.send(new DeleteObjectCommand({ ...at, VersionId })))).toBe('AccessDenied')
    expect(await nameOf(client.send(new DeleteObjectCommand(at)))).toBe('success')
    expect(double.versions('a/b')).toHaveLength(2)
  })
})

describe('configuration', () => {
  test('of a new bucket', async () => {
    const { client, Bucket, double } = await start()
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe(double.region)
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined()
    const { PublicAccessBlockConfiguration } = await client.send(new GetPublicAccessBlockCommand({ Bucket }))
    expect(PublicAccessBlockConfiguration).toEqual({
      ...{
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    })
    const commands = [
      new GetBucketLifecycleConfigurationCommand({ Bucket }),
      new GetObjectLockConfigurationCommand({ Bucket }),
      new GetBucketPolicyStatusCommand({ Bucket }),
    ]
    const names = await Promise.all(commands.map(command => nameOf(client.send(command as never))))
    expect(names).toEqual([
      ...['NoSuchLifecycleConfiguration', 'ObjectLockConfigurationNotFoundError', 'NoSuchBucketPolicy'],
    ])
  })

  test('as the test sets it', async () => {
    const { client, Bucket, double } = await start()
    double.settings = {
      ...{ versioning: 'Suspended', publicAccess: undefined, publicPolicy: true },
      lifecycle: [
        { id: 'abort', abortIncompleteDays: 2 },
        { id: 'old', prefix: 'v1/', expirationDays: 30 },
      ],
      objectLock: { mode: 'COMPLIANCE', days: 7 },
    }
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended')
    const block = new GetPublicAccessBlockCommand({ Bucket })
    expect(await nameOf(client.send(block))).toBe('NoSuchPublicAccessBlockConfiguration')
    const policy = await client.send(new GetBucketPolicyStatusCommand({ Bucket }))
    expect(policy.PolicyStatus?.IsPublic).toBe(true)
    const lock = await client.send(new GetObjectLockConfigurationCommand({ Bucket }))
    expect(lock.ObjectLockConfiguration?.Rule?.DefaultRetention).toEqual({ Mode: 'COMPLIANCE', Days: 7 })
    const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))
    expect(Rules).toMatchObject([
      { ID: 'abort', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } },
      { ID: 'old', Filter: { Prefix: 'v1/' }, Expiration: { Days: 30 } },
    ])
  })
})

describe('a folder', () => {
  test('contains the bodies, and is empty after close', async () => {
    const folder = await mkdtemp(join(tmpdir(), 's3-test-'))
    try {
      const started = await start({ folder })
      const { client, at, double } = started
      await (await upload(started)).complete()
      expect(await read(started)).toBe(WHOLE)
      const got = await client.send(new GetObjectCommand({ ...at, Range: 'bytes=8-11' }))
      expect(await got.Body?.transformToString()).toBe(WHOLE.slice(8, 12))
      const [own = ''] = await readdir(folder)
      expect(await readdir(join(folder, own))).toHaveLength(3)
      double.damage('a/b', body => body.subarray(0, 4))
      expect(await readdir(join(folder, own))).toEqual([])
      expect(double.objects.get('a/b')?.body().toString()).toBe('firs')
      await client.send(new PutObjectCommand({ ...at, Body: 'replaced' }))
      expect(await readdir(join(folder, own))).toHaveLength(1)
      await client.send(new DeleteObjectCommand(at))
      expect(await readdir(join(folder, own))).toEqual([])
      await double.close()
      expect(await readdir(folder)).toEqual([])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('can be shared by two doubles', async () => {
    const [one, two] = [await startS3Double(), await startS3Double()]
    one.put('key', 'one')
    expect([one.port === two.port, two.objects.size]).toEqual([false, 0])
    await Promise.all([one.close(), two.close()])
  })
})
