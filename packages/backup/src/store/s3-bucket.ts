import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { Bucket, OpenUpload, StoredObject, WriteOptions } from './bucket.ts'
import { readSettings } from './s3-settings.ts'
import type { BucketAccess } from './storage.ts'
import { asStoreError, explained, type StoreError } from './store-error.ts'

/** Opens a bucket of AWS S3 or a compatible store. No request is sent yet. */
export function openBucket(access: BucketAccess): Bucket {
  const { bucket, owner } = access
  const client = newClient(access)
  const account = owner === '' ? {} : { ExpectedBucketOwner: owner }
  const at = (key: string) => ({ Bucket: bucket, Key: key, ...account })
  return {
    name: bucket,
    check: prefix =>
      explained(`reach bucket "${bucket}"`, () =>
        clockOf(client, { Bucket: bucket, Prefix: `${prefix}/v1/-`, ...account }),
      ),
    head: key => head(client, at(key)),
    async read(key, versionId) {
      const command = new GetObjectCommand({ ...at(key), ...(versionId ? { VersionId: versionId } : {}) })
      const { Body } = await explained(`read ${key}`, () => client.send(command))
      return withFaults(key, Body as unknown as AsyncIterable<Uint8Array>)
    },
    async put(key, body, options) {
      const command = new PutObjectCommand({
        ...{ ...at(key), Body: body, ...written(options) },
        ...(options.checksum === 'none' ? { ContentMD5: md5(body) } : { ChecksumAlgorithm: 'CRC64NVME' }),
        ...(options.replace ? {} : { IfNoneMatch: '*' }),
      })
      await explained(`write ${key}`, () => client.send(command))
    },
    startUpload: (key, options) => startUpload(client, at(key), options),
    async *list(prefix) {
      const request = { Bucket: bucket, Prefix: prefix, ...account }
      try {
        for await (const { Contents } of paginateListObjectsV2({ client }, request)) {
          for (const { Key = '', Size = 0, LastModified } of Contents ?? [])
            yield { key: Key, size: Size, modified: timeOf(LastModified) }
        }
      } catch (cause) {
        throw asStoreError(`list ${prefix}`, cause)
      }
    },
    async remove(key, versionId) {
      const command = new DeleteObjectCommand({ ...at(key), ...(versionId ? { VersionId: versionId } : {}) })
      await explained(`remove ${key}`, () => client.send(command))
    },
    openUploads: prefix => openUploads(client, { Bucket: bucket, Prefix: prefix, ...account }),
    abortUpload: (key, uploadId) => abort(client, { ...at(key), UploadId: uploadId }),
    settings: () => readSettings(client, { Bucket: bucket, ...account }),
  }
}

/** Without a time an object counts as new, so that it is never removed as stale. */
const timeOf = (time: Date | undefined): string => (time ?? new Date()).toISOString()

/** Metadata key of every object that we write. */
const TOKEN = 'tsh-token'

function newClient({ region, endpoint, accessKeyId, secretAccessKey, sessionToken }: BucketAccess): S3Client {
  return new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) },
    // Compatible stores often support neither virtual-hosted buckets nor the newer checksum headers.
    ...(endpoint === '' ? {} : { endpoint, forcePathStyle: true }),
    // Our own checksums are requested explicitly; the SDK's default would conflict with them in the parts.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
  })
}

function written({ token, encryption }: WriteOptions) {
  return {
    Metadata: { [TOKEN]: token },
    ...(encryption.mode === 'sse-s3' ? { ServerSideEncryption: 'AES256' as const } : {}),
    ...(encryption.mode === 'sse-kms'
      ? { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: encryption.key, BucketKeyEnabled: true }
      : {}),
  }
}

/** The token in the metadata that identifies an object as ours. */
export function tokenOf({ metadata }: StoredObject): string | undefined {
  return metadata[TOKEN]
}

/** Lists a prefix that cannot exist: the response to a HEAD request would have no body with the error. */
async function clockOf(client: S3Client, at: { Bucket: string; Prefix: string }): Promise<number> {
  let date: string | undefined
  const command = new ListObjectsV2Command(at)
  command.middlewareStack.add(
    next => async args => {
      const result = await next(args)
      date = (result.response as { headers?: Record<string, string> }).headers?.date
      return result
    },
    { step: 'deserialize', name: 'readDate' },
  )
  await client.send(command)
  return date ? Date.parse(date) - Date.now() : 0
}

async function head(
  client: S3Client,
  at: { Bucket: string; Key: string },
): Promise<StoredObject | undefined> {
  const command = new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' })
  try {
    const found = await client.send(command)
    return {
      key: at.Key,
      size: found.ContentLength ?? 0,
      modified: timeOf(found.LastModified),
      versionId: found.VersionId,
      metadata: found.Metadata ?? {},
      crc64: found.ChecksumCRC64NVME,
      encryption: found.ServerSideEncryption,
    }
  } catch (cause) {
    const fault = asStoreError(`read the metadata of ${at.Key}`, cause)
    if (fault.status === 404 && fault.code !== 'NoSuchBucket') return undefined
    throw fault
  }
}

async function* withFaults(key: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (cause) {
    throw asStoreError(`read ${key} completely`, cause)
  }
}

/**
 * A bucket whose Object Lock has a default retention refuses objects and parts without a checksum or this one, which
 * every store supports (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html).
 */
const md5 = (body: string | Uint8Array): string => createHash('md5').update(body).digest('base64')

type UploadAt = { Bucket: string; Key: string; UploadId: string | undefined }

async function startUpload(
  client: S3Client,
  at: { Bucket: string; Key: string },
  options: WriteOptions,
): Promise<OpenUpload> {
  const checked = options.checksum === 'crc64nvme'
  const create = new CreateMultipartUploadCommand({
    ...{ ...at, ...written(options) },
    ...(checked ? { ChecksumAlgorithm: 'CRC64NVME' as const, ChecksumType: 'FULL_OBJECT' as const } : {}),
  })
  const { UploadId } = await explained(`start the upload of ${at.Key}`, () => client.send(create))
  const upload: UploadAt = { ...at, UploadId }
  const parts: CompletedPart[] = []
  return {
    async part(PartNumber, body, abortSignal) {
      const command = new UploadPartCommand({ ...upload, PartNumber, Body: body, ContentMD5: md5(body) })
      const { ETag } = await explained(`send part ${PartNumber} of ${at.Key}`, () =>
        client.send(command, { abortSignal }),
      )
      parts.push({ ETag, PartNumber })
    },
    async complete({ size, crc64 }) {
      parts.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0))
      const command = new CompleteMultipartUploadCommand({
        ...{ ...upload, MultipartUpload: { Parts: parts }, IfNoneMatch: '*', MpuObjectSize: size },
        ...(checked ? { ChecksumCRC64NVME: crc64, ChecksumType: 'FULL_OBJECT' as const } : {}),
      })
      await explained(`complete the upload of ${at.Key}`, () => client.send(command))
    },
    abort: () => abort(client, upload),
  }
}

/** Parts in flight during the abort may still arrive; they are billed until they are removed. */
async function abort(client: S3Client, upload: UploadAt): Promise<void> {
  let last: StoreError | undefined
  for (let tries = 0; tries < 3; tries++) {
    try {
      await client.send(new AbortMultipartUploadCommand(upload))
      await client.send(new ListPartsCommand(upload))
    } catch (cause) {
      last = asStoreError(`abort the upload of ${upload.Key}`, cause)
      if (last.status === 404) return
      if (last.status === 501) return // the store supports aborting, but not listing
    }
  }
  throw last ?? asStoreError(`abort the upload of ${upload.Key}`, new Error('PartsLeft'))
}

async function openUploads(client: S3Client, at: { Bucket: string; Prefix: string }) {
  try {
    const { Uploads } = await client.send(new ListMultipartUploadsCommand(at))
    return (Uploads ?? []).map(({ Key = '', UploadId = '', Initiated }) => ({
      ...{ key: Key, uploadId: UploadId, started: timeOf(Initiated) },
    }))
  } catch (cause) {
    const fault = asStoreError(`list the open uploads below ${at.Prefix}`, cause)
    if (fault.status === 501 || fault.code === 'AccessDenied') return undefined
    throw fault
  }
}
