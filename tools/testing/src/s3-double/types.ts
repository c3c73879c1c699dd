import type { IncomingHttpHeaders } from 'node:http'
import type { ChecksumName } from './request/checksums.ts'
import type { Operation } from './request/operation.ts'

/** One request, as logged and as passed to a fault function. */
export interface S3Request {
  operation: Operation
  /** Number of requests of this operation so far, including this one. */
  count: number
  key: string | undefined
  uploadId: string | undefined
  partNumber: number | undefined
  /** Bytes of the body, without the frames of aws-chunked. */
  size: number
  /** Status of the response. Undefined until it is sent, also if the connection ends without one. */
  status: number | undefined
  /** The code of an error response, also of one with status 200. */
  code: string | undefined
  /** Milliseconds since 1970 when the head of the request was received. */
  at: number
  headers: IncomingHttpHeaders
  query: URLSearchParams
}

export interface S3Failure {
  status: number
  code: string
  message?: string
}

/** The fault of a request, injected once its head and body are validated. */
export type Fault =
  /** An error response, without effect. */
  | S3Failure
  /** The connection ends without a response, before or after the request took effect. */
  | { drop: 'before' | 'after' }
  /** The request takes effect, but the response is an error. */
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

/** The configuration of the bucket. Tests can change it at any time. */
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
  /** Set: requests must have this session token. Not set: they must have none. */
  sessionToken?: string
  /** Minimum size of all parts but the last. Default: 5 MiB, as on AWS. */
  minimumPart?: number
  /** Maximum number of entries of one list response. Default: 1000, as on AWS. */
  pageSize?: number
  /** Stores bodies in files of a new folder in this folder. Default: in memory. */
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
  /** Of the current body, in hexadecimal. */
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
  /** Changes the stored bytes, but not checksums, ETag and times. */
  damage(key: string, change: (body: Buffer) => Buffer): void
  /** Removes all versions of a key. */
  remove(key: string): void
  openUploads(): { key: string; uploadId: string; parts: number }[]
  /** All requests, in order of arrival. */
  readonly log: S3Request[]
  /** Called for each valid request. While its promise is pending the request waits, and others continue. */
  fault: FaultFunction | undefined
  /** Milliseconds by which the clock of the server is ahead. */
  clockOffset: number
  settings: S3Settings
  close(): Promise<void>
}
