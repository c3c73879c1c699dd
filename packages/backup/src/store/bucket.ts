/** An object of the bucket, without its bytes. */
export interface StoredObject {
  key: string
  size: number
  /** ISO time of the store. */
  modified: string
  versionId?: string | undefined
  metadata: Record<string, string>
  /** CRC64NVME of the whole object in Base64, where the store keeps it. */
  crc64?: string | undefined
  /** `AES256` or `aws:kms`, where the store says so. */
  encryption?: string | undefined
}

/** What an object is written with. */
export interface WriteOptions {
  /** Tells our own object from a foreign one when an answer was lost. */
  token: string
  /** Written again without a complaint. Default: false, an existing object is never replaced. */
  replace?: boolean
  /** Which checksum the store is asked to keep: none where it cannot. */
  checksum: 'crc64nvme' | 'none'
  encryption: { mode: 'none' | 'sse-s3' | 'sse-kms' | 'age'; key?: string | undefined }
}

/** An upload in parts that nobody can see until it is completed. */
export interface OpenUpload {
  /** Sends a part; parts may travel side by side. Numbers count from 1. The signal gives up at once. */
  part(number: number, body: Buffer, signal: AbortSignal): Promise<void>
  /** Makes the parts an object. @throws StoreError, also when the answer was lost and the object exists */
  complete(whole: { size: number; crc64: string }): Promise<void>
  /** Throws the parts away, and makes sure that they are gone. */
  abort(): Promise<void>
}

/** What a bucket is set up to do; a setting that the store does not tell is undefined. */
export interface BucketSettings {
  versioning?: boolean | undefined
  publicAccessBlocked?: boolean | undefined
  /** Whether a rule removes uploads that were never completed. */
  abortRule?: boolean | undefined
  /** Prefixes below which a rule deletes objects by age. */
  expiringPrefixes?: string[] | undefined
  objectLock?: boolean | undefined
}

/** A bucket of S3 or of a compatible store. Every fault is a `StoreError`. */
export interface Bucket {
  /** Name of the bucket, for messages. */
  readonly name: string
  /**
   * Fails unless the bucket exists, is ours and may be listed below the prefix.
   * @returns the milliseconds that its clock is ahead of this machine's
   */
  check(prefix: string): Promise<number>
  head(key: string): Promise<StoredObject | undefined>
  /** The bytes of an object. @throws StoreError when there is none */
  read(key: string, versionId?: string): Promise<AsyncIterable<Uint8Array>>
  put(key: string, body: Buffer | string, options: WriteOptions): Promise<void>
  startUpload(key: string, options: WriteOptions): Promise<OpenUpload>
  /** All objects whose key starts like this, in the order of their keys. */
  list(prefix: string): AsyncIterable<{ key: string; size: number; modified: string }>
  /** Removes an object; without a version, a bucket with versioning only marks it. */
  remove(key: string, versionId?: string): Promise<void>
  /** Uploads that were begun and neither completed nor aborted; undefined when the store does not tell. */
  openUploads(prefix: string): Promise<{ key: string; uploadId: string; started: string }[] | undefined>
  abortUpload(key: string, uploadId: string): Promise<void>
  settings(): Promise<BucketSettings>
}
