import type { IncomingHttpHeaders } from 'node:http'
import type { ChecksumName } from './request/checksums.ts'
import type { Operation } from './request/operation.ts'

/** One request, as the log keeps it and as a fault function sees it. */
export interface S3Request {
  operation: Operation
  /** How many requests of this operation came so far, this one included. */
  count: number
  key: string | undefined
  uploadId: string | undefined
  partNumber: number | undefined
  /** Bytes of the body, without the frames of aws-chunked. */
  size: number
  /** Of the answer. Undefined until there is one, and for ever when the connection ends without one. */
  status: number | undefined
  /** The code of an error answer, also of one with status 200. */
  code: string | undefined
  /** Milliseconds since 1970 when the head of the request came. */
  at: number
  headers: IncomingHttpHeaders
  query: URLSearchParams
}

export interface S3Failure {
  status: number
  code: string
  message?: string
}

/** What goes wrong with a request, once its head and body are received and found valid. */
export type Fault =
  /** An error answer, without effect. */
  | S3Failure
  /** The connection ends without an answer, before or after the request took effect. */
  | { drop: 'before' | 'after' }
  /** The request takes effect, and is answered with an error. */
  | { after: S3Failure }
  /** Status 200 with an error as body, without effect. */
  | { okWithError: string }
  /** Only that many bytes of the content are sent, then the connection ends. */
  | { cut: number }
  /** Other content, with a length that fits it, and checksums that do not. */
  | { change: (content: Buffer) => Buffer }

export type FaultFunction = (request: S3Request) => Fault | undefined | Promise<Fault | undefined>

export interface LifecycleRule {
  id: string
  status?: 'Enabled' | 'Disabled'
  prefix?: string
  abortIncompleteDays?: number
  expirationDays?: number
  noncurrentDays?: number
}

export interface PublicAccessBlock {
  blockPublicAcls: boolean
  ignorePublicAcls: boolean
  blockPublicPolicy: boolean
  restrictPublicBuckets: boolean
}

/** How the bucket is configured. Tests change it at any time. */
export interface S3Settings {
  versioning: 'Enabled' | 'Suspended' | undefined
  /** Undefined: the bucket has no public access block. */
  publicAccess: PublicAccessBlock | undefined
  /** Whether the bucket's policy is public. Undefined: it has no policy. */
  publicPolicy: boolean | undefined
  lifecycle: LifecycleRule[]
  /** Versions cannot be deleted, and writes need a checksum. Needs versioning, as on AWS. */
  objectLock: { mode: 'GOVERNANCE' | 'COMPLIANCE'; days: number } | undefined
}

export interface S3DoubleOptions {
  region?: string
  bucket?: string
  /** Account of the bucket. */
  owner?: string
  /** Given: requests must carry this session token. Not given: they must carry none. */
  sessionToken?: string
  /** Smallest part that may be followed by another one. Default: 5 MiB, as on AWS. */
  minimumPart?: number
  /** Most entries of one answer of a list. Default: 1000, as on AWS. */
  pageSize?: number
  /** Keeps bodies in files of a folder of its own in this folder. Default: in memory. */
  folder?: string
}

export interface Encryption {
  /** AES256 or aws:kms. */
  algorithm: string
  keyId: string | undefined
  bucketKey: boolean
}

export interface S3Object {
  body(): Buffer
  size: number
  /** Without `x-amz-meta-`. */
  metadata: Record<string, string>
  contentType: string
  /** Of the body as it is now, in hexadecimal. */
  sha256: string
  /** Opaque, and not an MD5 checksum, as on AWS under KMS. */
  etag: string
  /** In base64. That of a multipart upload ends in the number of parts when it is composite. */
  checksums: Partial<Record<ChecksumName, string>>
  checksumType: 'FULL_OBJECT' | 'COMPOSITE'
  encryption: Encryption
  /** `null` is the identifier of AWS for objects written without versioning. */
  versionId: string
  modified: Date
}

export interface S3Double {
  readonly endpoint: string
  readonly port: number
  readonly region: string
  readonly bucket: string
  readonly owner: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Settable, so that a test can let credentials expire and expect refreshed ones. */
  sessionToken: string | undefined
  /** The current objects by key, sorted as S3 lists them. */
  readonly objects: ReadonlyMap<string, S3Object>
  /** All versions of a key, oldest first. */
  versions(key: string): { versionId: string; deleteMarker: boolean }[]
  put(key: string, body: Buffer | string, more?: { metadata?: Record<string, string>; modified?: Date }): void
  /** Changes the stored bytes and leaves checksums, ETag and times as they are. */
  damage(key: string, change: (body: Buffer) => Buffer): void
  /** Removes all versions of a key. */
  remove(key: string): void
  openUploads(): { key: string; uploadId: string; parts: number }[]
  /** Every request, in the order in which they came. */
  readonly log: S3Request[]
  /** Asked for each valid request. While its promise is open the request waits, and others go on. */
  fault: FaultFunction | undefined
  /** Milliseconds that the clock of the server is ahead. */
  clockOffset: number
  settings: S3Settings
  close(): Promise<void>
}
