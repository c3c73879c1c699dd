/** Metadata of an object in the bucket. */
export interface StoredObject {
  key: string
  size: number
  /** Modification time of the store, ISO. */
  modified: string
  versionId?: string | undefined
  metadata: Record<string, string>
  /** CRC64NVME of the whole object in Base64, if the store provides it. */
  crc64?: string | undefined
  /** `AES256` or `aws:kms`, if the store reports it. */
  encryption?: string | undefined
}

/** Options for writing an object. */
export interface WriteOptions {
  /** Identifies our own object when a response was lost. */
  token: string
  /** Allows overwriting an existing object. Default: false. */
  replace?: boolean
  /** The checksum requested from the store: none if it does not support any. */
  checksum: 'crc64nvme' | 'none'
  encryption: { mode: 'none' | 'sse-s3' | 'sse-kms' | 'age'; key?: string | undefined }
}

/** A multipart upload that is not visible until it is completed. */
export interface OpenUpload {
  /** Uploads a part; parts may be uploaded concurrently. Numbers start at 1. The signal aborts immediately. */
  part(number: number, body: Buffer, signal: AbortSignal): Promise<void>
  /** Completes the object. @throws StoreError, also when the response was lost and the object exists */
  complete(whole: { size: number; crc64: string }): Promise<void>
  /** Removes the parts and verifies that. */
  abort(): Promise<void>
}

/** The configuration of a bucket; settings not reported by the store are undefined. */
export interface BucketSettings {
  versioning?: boolean | undefined
  publicAccessBlocked?: boolean | undefined
  /** Whether a rule removes uploads that were never completed. */
  abortRule?: boolean | undefined
  /** Prefixes below which a rule deletes objects by age. */
  expiringPrefixes?: string[] | undefined
  objectLock?: boolean | undefined
}

/** A bucket of S3 or a compatible store. Every error is a `StoreError`. */
export interface Bucket {
  /** Name of the bucket, for messages. */
  readonly name: string
  /**
   * Fails unless the bucket exists, has the expected owner and can be listed below the prefix.
   * @returns milliseconds that the store's clock is ahead of this machine's
   */
  check(prefix: string): Promise<number>
  head(key: string): Promise<StoredObject | undefined>
  /** The bytes of an object. @throws StoreError when it does not exist */
  read(key: string, versionId?: string): Promise<AsyncIterable<Uint8Array>>
  put(key: string, body: Buffer | string, options: WriteOptions): Promise<void>
  startUpload(key: string, options: WriteOptions): Promise<OpenUpload>
  /** All objects with a key prefix, sorted by key. */
  list(prefix: string): AsyncIterable<{ key: string; size: number; modified: string }>
  /** Removes an object; without a version, a bucket with versioning only marks it. */
  remove(key: string, versionId?: string): Promise<void>
  /** Uploads that were neither completed nor aborted; undefined if the store does not report them. */
  openUploads(prefix: string): Promise<{ key: string; uploadId: string; started: string }[] | undefined>
  abortUpload(key: string, uploadId: string): Promise<void>
  settings(): Promise<BucketSettings>
}
