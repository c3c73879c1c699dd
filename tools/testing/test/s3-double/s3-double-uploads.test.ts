import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from '@jest/globals'
import { clientOf, nameOf, PARTS, read, type Started, start, upload, WHOLE } from './s3-start.ts'

/** CRC-64/NVME of a text, as the SDK computes it. */
async function crc64({ client, Bucket }: Started, text: string): Promise<string> {
  const put = { Bucket, Key: 'other', Body: text, ChecksumAlgorithm: 'CRC64NVME' } as const
  return (await client.send(new PutObjectCommand(put))).ChecksumCRC64NVME ?? ''
}

describe('a multipart upload', () => {
  test('with all attributes', async () => {
    const started = await start()
    const { double, client, at } = started
    const kept = { Metadata: { token: 'nonce' }, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key' }
    const { complete, UploadId } = await upload(started, { ...kept, ChecksumAlgorithm: 'CRC64NVME' })
    expect(double.openUploads()).toEqual([{ key: 'a/b', uploadId: UploadId, parts: 3 }])
    expect(double.objects.size).toBe(0)
    const ChecksumCRC64NVME = await crc64(started, WHOLE)
    const whole = { ChecksumCRC64NVME, ChecksumType: 'FULL_OBJECT' }
    const result = await complete({ ...whole, MpuObjectSize: WHOLE.length, IfNoneMatch: '*' })
    expect(result).toMatchObject({ ...whole, Key: 'a/b', ServerSideEncryption: 'aws:kms' })
    expect(result.ETag).toMatch(/^"[0-9a-f]{32}-3"$/)
    const head = await client.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }))
    expect(head).toMatchObject({ ...kept, ...whole, ContentLength: WHOLE.length, ETag: result.ETag })
    expect(await read(started)).toBe(WHOLE)
    expect(double.openUploads()).toEqual([])
    expect(await nameOf(complete())).toBe('NoSuchUpload')
  })

  const kinds = [
    { name: 'CRC32', more: { ChecksumAlgorithm: 'CRC32' }, checksum: /^.{8}-3$/, type: 'COMPOSITE' },
    { name: 'SHA-256', more: { ChecksumAlgorithm: 'SHA256' }, checksum: /^.{44}-3$/, type: 'COMPOSITE' },
    {
      name: 'CRC32 of the whole',
      more: { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' },
      checksum: /^.{8}$/,
      type: 'FULL_OBJECT',
    },
  ]
  test.each(kinds)('with the checksum $name', async ({ more, checksum, type }) => {
    const started = await start()
    const { complete, parts } = await upload(started, more)
    await complete()
    const stored = started.double.objects.get('a/b')
    expect(Object.values(stored?.checksums ?? {})[0]).toMatch(checksum)
    expect(stored?.checksumType).toBe(type)
    expect(await read(started)).toBe(WHOLE)
    expect(parts).toHaveLength(3)
  })

  test('whose parts come in any order, twice, and are not all used', async () => {
    const started = await start()
    const { client, at, double } = started
    const ChecksumAlgorithm = 'CRC64NVME'
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm }))
    const send = async (PartNumber: number, Body: string) => {
      const part = { ...at, UploadId, PartNumber, Body, ChecksumAlgorithm } as const
      return { PartNumber, ETag: (await client.send(new UploadPartCommand(part))).ETag }
    }
    const last = await send(9, 'last')
    await send(2, 'overwritten part')
    await send(3, 'not used')
    const first = await send(2, 'the first part')
    const MultipartUpload = { Parts: [first, last] }
    await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload }))
    expect(double.objects.get('a/b')?.body().toString()).toBe('the first partlast')
  })

  interface Refusal {
    name: string
    expected: string
    extra?: (started: Started) => Promise<object> | object
    change?: <T extends object>(parts: T[]) => T[]
    more?: object
    bodies?: string[]
  }
  const refusals: Refusal[] = [
    {
      name: 'the checksum of other bytes',
      extra: async started => ({ ChecksumCRC64NVME: await crc64(started, 'other') }),
      expected: 'BadDigest',
    },
    {
      name: 'another kind of checksum',
      extra: () => ({ ChecksumCRC32: 'AAAAAA==' }),
      expected: 'InvalidRequest',
    },
    {
      name: 'another type of checksum',
      extra: () => ({ ChecksumType: 'COMPOSITE' }),
      expected: 'InvalidRequest',
    },
    { name: 'another size', extra: () => ({ MpuObjectSize: 5 }), expected: 'InvalidRequest' },
    {
      name: 'a part that is not there',
      change: parts => [...parts, { ...parts[0], PartNumber: 4 } as never],
      expected: 'InvalidPart',
    },
    {
      name: 'the ETag of another part',
      change: parts => parts.map(part => ({ ...part, ETag: '"e"' })),
      expected: 'InvalidPart',
    },
    { name: 'parts in the wrong order', change: parts => parts.toReversed(), expected: 'InvalidPartOrder' },
    { name: 'no parts', change: () => [], expected: 'MalformedXML' },
    { name: 'a small part before the last', bodies: ['small', 'last'], expected: 'EntityTooSmall' },
    {
      name: 'composite checksums that are left out',
      more: { ChecksumAlgorithm: 'SHA256' },
      change: parts => parts.map(part => ({ ...part, ChecksumSHA256: undefined })),
      expected: 'InvalidRequest',
    },
    {
      name: 'a composite checksum of another part',
      more: { ChecksumAlgorithm: 'SHA256' },
      change: parts => parts.map(part => ({ ...part, ChecksumSHA256: `${'A'.repeat(43)}=` })),
      expected: 'InvalidPart',
    },
    {
      name: 'an object that is there',
      extra: async ({ double }) => {
        double.put('a/b', 'there')
        return { IfNoneMatch: '*' }
      },
      expected: 'PreconditionFailed',
    },
  ]
  test.each(refusals)('is not completed with $name', async ({ extra, change, more, bodies, expected }) => {
    const started = await start()
    const { complete, parts, UploadId } = await upload(started, more, bodies)
    const given = await extra?.(started)
    const before = [...started.double.objects].length
    expect(await nameOf(complete(given, change?.(parts) ?? parts))).toBe(expected)
    expect([...started.double.objects]).toHaveLength(before)
    expect(started.double.openUploads()).toMatchObject([{ uploadId: UploadId }])
  })

  test('without any checksum gets a CRC64NVME', async () => {
    const started = await start({}, { requestChecksumCalculation: 'WHEN_REQUIRED' })
    await (await upload(started, {})).complete()
    const { checksums } = started.double.objects.get('a/b') ?? {}
    expect(checksums).toEqual({ crc64nvme: await crc64(started, WHOLE) })
  })

  // The SDK sends a CRC32 with each part by default, but does not announce it when it creates the upload.
  test('accepts a checksum of parts only if announced', async () => {
    const started = await start()
    expect(await nameOf(upload(started, {}))).toBe('InvalidRequest')
    const silent = clientOf(started.double, { requestChecksumCalculation: 'WHEN_REQUIRED' })
    const { UploadId } = await upload({ ...started, client: silent }, { ChecksumAlgorithm: 'CRC32' })
    const part = { ...started.at, UploadId, PartNumber: 4, Body: 'text' }
    expect(await nameOf(silent.send(new UploadPartCommand(part)))).toBe('InvalidRequest')
  })

  test('accepts only parts with its checksum algorithm and valid numbers', async () => {
    const { client, at } = await start()
    const created = await client.send(
      new CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm: 'CRC64NVME' }),
    )
    const { UploadId } = created
    const part = { ...at, UploadId, PartNumber: 1, Body: 'text' }
    expect(await nameOf(client.send(new UploadPartCommand(part)))).toBe('InvalidRequest')
    const tooMany = { ...part, PartNumber: 10_001, ChecksumAlgorithm: 'CRC64NVME' } as const
    expect(await nameOf(client.send(new UploadPartCommand(tooMany)))).toBe('InvalidArgument')
    const composite = { ...at, ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' } as const
    expect(await nameOf(client.send(new CreateMultipartUploadCommand(composite)))).toBe('InvalidRequest')
  })

  test('is aborted', async () => {
    const started = await start()
    const { client, at, double } = started
    const { UploadId, complete } = await upload(started)
    await client.send(new AbortMultipartUploadCommand({ ...at, UploadId }))
    expect(double.openUploads()).toEqual([])
    expect(await nameOf(client.send(new ListPartsCommand({ ...at, UploadId })))).toBe('NoSuchUpload')
    expect(await nameOf(complete())).toBe('NoSuchUpload')
  })

  test('is listed with its parts, page by page', async () => {
    const started = await start({ pageSize: 2 })
    const { client, at, Bucket } = started
    const { UploadId } = await upload(started)
    const first = await client.send(new ListPartsCommand({ ...at, UploadId }))
    expect(first.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 10],
      [2, PARTS[1]?.length],
    ])
    const PartNumberMarker = first.NextPartNumberMarker
    const rest = await client.send(new ListPartsCommand({ ...at, UploadId, PartNumberMarker }))
    expect([rest.Parts?.length, rest.IsTruncated]).toEqual([1, false])

    for (const Key of ['a/b', 'a/c', 'b'])
      await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    const page = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'a/' }))
    expect(page.Uploads?.map(({ Key }) => Key)).toEqual(['a/b', 'a/b'])
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page
    const next = await client.send(
      new ListMultipartUploadsCommand({ Bucket, Prefix: 'a/', KeyMarker, UploadIdMarker }),
    )
    expect(next.Uploads?.map(({ Key }) => Key)).toEqual(['a/c'])
    expect(next.Uploads?.[0]?.Initiated).toBeInstanceOf(Date)
  })
})
