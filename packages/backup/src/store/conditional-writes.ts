import { UserError } from '@tsh/action'
import { crc64Of } from '../archive/gated-upload.ts'
import type { Bucket, OpenUpload, WriteOptions } from './bucket.ts'
import { StoreError } from './store-error.ts'

const IGNORED =
  'the store ignores If-None-Match, so only the random part of its name protects a backup from being overwritten. Turn on versioning in the bucket, or use a store with conditional writes'

/**
 * Writes to an existing object with the condition used for every object of a backup, that it does not exist
 * (`If-None-Match: *`), both as a single request and as multipart upload. A store with conditional writes rejects both
 * with 412.
 * @returns warnings
 * @throws UserError when the store does not support the condition, so that no backup could be written
 */
export async function probeConditionalWrites(
  bucket: Bucket,
  key: string,
  options: WriteOptions,
): Promise<string[]> {
  const kept = [
    await isKept(bucket, () => bucket.put(key, 'probe', options)),
    await isKeptInParts(bucket, key, options),
  ]
  return kept.every(Boolean) ? [] : [IGNORED]
}

async function isKeptInParts(bucket: Bucket, key: string, options: WriteOptions): Promise<boolean> {
  const upload = await bucket.startUpload(key, options)
  try {
    const kept = await isKept(bucket, () => complete(upload))
    if (kept) await upload.abort()
    return kept
  } catch (error) {
    await upload.abort().catch(() => {}) // the original error counts; stale uploads are removed later
    throw error
  }
}

async function complete(upload: OpenUpload): Promise<void> {
  const body = Buffer.from('probe')
  await upload.part(1, body, new AbortController().signal)
  await upload.complete({ size: body.length, crc64: await crc64Of(body) })
}

/** Whether a write was rejected because of its condition. */
async function isKept({ name }: Bucket, write: () => Promise<void>): Promise<boolean> {
  try {
    await write()
    return false
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    // 409 is returned while another request modifies the same object.
    if ([409, 412].includes(error.status)) return true
    // The same write without the condition has just succeeded.
    if (![400, 501].includes(error.status)) throw error
    throw new UserError(
      `bucket "${name}" does not support conditional writes: it rejected If-None-Match with ${error.code} (HTTP ${error.status}), and backups require it. Use a store that supports them, such as AWS S3, Cloudflare R2 or MinIO`,
      { cause: error },
    )
  }
}
