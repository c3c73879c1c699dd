import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterEach } from '@jest/globals'
import { type S3Double, type S3DoubleOptions, startS3Double } from '@tsh/testing'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const nothing = (): void => {}
const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing }

export interface Started {
  double: S3Double
  client: S3Client
  Bucket: string
  /** The key of the tests' object. */
  at: { Bucket: string; Key: string }
}

/** A double with a minimum part size of 10 bytes, and a client that does not retry. */
export async function start(options: S3DoubleOptions = {}, config: S3ClientConfig = {}): Promise<Started> {
  const double = await startS3Double({ minimumPart: 10, ...options })
  closers.push(() => double.close())
  const { bucket } = double
  return { double, client: clientOf(double, config), at: { Bucket: bucket, Key: 'a/b' }, Bucket: bucket }
}

export function clientOf(double: S3Double, config: S3ClientConfig = {}): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey } = double
  const credentials = { accessKeyId, secretAccessKey }
  const wanted = { endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1, logger }
  const client = new S3Client({ ...wanted, ...config })
  closers.push(() => client.destroy())
  return client
}

/** The name of the error that a request ends with. */
export const nameOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'success',
    (error: Error) => error.name,
  )

export async function read({ client, at }: Pick<Started, 'client' | 'at'>): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand(at))
  return (await Body?.transformToString()) ?? ''
}

export const PARTS = ['first part', 'second part', 'end']
export const WHOLE = PARTS.join('')

/** Creates an upload and sends its parts. */
export async function upload(
  { client, at }: Pick<Started, 'client' | 'at'>,
  more: object = { ChecksumAlgorithm: 'CRC64NVME' },
  bodies = PARTS,
) {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...at, ...more }))
  const parts: CompletedPart[] = []
  for (const [index, Body] of bodies.entries()) {
    const part = { ...at, ...more, UploadId, PartNumber: index + 1, Body }
    const { ETag, ChecksumCRC32, ChecksumSHA256 } = await client.send(new UploadPartCommand(part))
    parts.push({ PartNumber: index + 1, ETag, ChecksumCRC32, ChecksumSHA256 })
  }
  const complete = (extra: object = {}, Parts = parts) =>
    client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts }, ...extra }))
  return { UploadId, parts, complete }
}
