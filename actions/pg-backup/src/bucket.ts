import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { UserError } from '@tsh/action'
import type { Storage } from './inputs.ts'

/** A bucket, with an upload that becomes an object only when it is told so. */
export interface Bucket {
  startUpload(key: string): Promise<Upload>
  put(key: string, text: string): Promise<void>
  read(key: string): Promise<AsyncIterable<Uint8Array>>
  remove(key: string): Promise<void>
}

export interface Upload {
  /** Sends the next part; all but the last have at least 5 MiB. */
  part(body: Buffer): Promise<void>
  /** Makes the parts an object. */
  commit(): Promise<void>
  /** Throws the parts away. */
  abort(): Promise<void>
}

/** Opens a bucket of AWS S3 or of a compatible store. */
export function openBucket({ bucket, region, endpoint, accessKeyId, secretAccessKey }: Storage): Bucket {
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // Compatible stores often know neither names as host names nor the newer checksum headers.
    ...(endpoint === ''
      ? {}
      : {
          endpoint,
          forcePathStyle: true,
          requestChecksumCalculation: 'WHEN_REQUIRED',
          responseChecksumValidation: 'WHEN_REQUIRED',
        }),
  })
  const object = (key: string): { Bucket: string; Key: string } => ({ Bucket: bucket, Key: key })
  return {
    startUpload: key => explained(() => startUpload(client, object(key))),
    async put(key, text) {
      await explained(() =>
        client.send(new PutObjectCommand({ ...object(key), Body: text, ContentType: 'application/json' })),
      )
    },
    async read(key) {
      const { Body } = await explained(() => client.send(new GetObjectCommand(object(key))))
      return Body as unknown as AsyncIterable<Uint8Array>
    },
    async remove(key) {
      await explained(() => client.send(new DeleteObjectCommand(object(key))))
    },
  }
}

async function startUpload(client: S3Client, object: { Bucket: string; Key: string }): Promise<Upload> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object))
  const upload = { ...object, UploadId }
  const parts: { ETag: string | undefined; PartNumber: number }[] = []
  return {
    part: body =>
      explained(async () => {
        const PartNumber = parts.length + 1
        const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: body }))
        parts.push({ ETag, PartNumber })
      }),
    commit: () =>
      explained(async () => {
        await client.send(
          new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }),
        )
      }),
    async abort() {
      await client.send(new AbortMultipartUploadCommand(upload))
    },
  }
}

const MEANINGS: Record<string, string> = {
  AccessDenied:
    'access denied. The key needs s3:PutObject, s3:GetObject, s3:DeleteObject and s3:AbortMultipartUpload on the prefix',
  InvalidAccessKeyId: 'the access key is unknown. Check AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'the secret key does not belong to the access key. Check AWS_SECRET_ACCESS_KEY',
  NoSuchBucket: 'the bucket does not exist. Check AWS_S3_BUCKET',
  RequestTimeTooSkewed: 'the clock of the runner is wrong',
  PermanentRedirect: 'the bucket is in another region. Check AWS_REGION',
  ECONNREFUSED: 'connection refused. Check "endpoint"',
  ENOTFOUND: 'host name not found. Check "endpoint"',
}

/** Faults of the store in a sentence; the SDK's own texts may carry request headers. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const { name, code } = cause as { name: string; code?: string }
    const meaning = MEANINGS[name] ?? MEANINGS[code ?? '']
    throw new UserError(`S3: ${meaning ?? `${name}. The store refused or did not answer`}`, { cause })
  }
}
