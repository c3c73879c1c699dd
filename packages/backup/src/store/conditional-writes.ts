import { UserError } from '@tsh/action'
import { crc64Of } from '../archive/gated-upload.ts'
import type { Bucket, OpenUpload, WriteOptions } from './bucket.ts'
import { StoreError } from './store-error.ts'

const IGNORED =
  'the store ignores If-None-Match, so nothing but the random part of its name keeps a backup from being replaced. Turn versioning on in the bucket, or use a store with conditional writes'

/**
 * Writes to an object that exists as every object of a backup is written: on the condition that it does not exist
 * (`If-None-Match: *`), in one piece and in parts. A store with conditional writes refuses both with 412.
 * @returns warnings
 * @throws UserError when the store does not know the condition, so that no backup could be written
 */
export async function tryConditions(bucket: Bucket, key: string, options: WriteOptions): Promise<string[]> {
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
    await upload.abort().catch(() => {}) // the error counts; the sweep removes old uploads
    throw error
  }
}

async function complete(upload: OpenUpload): Promise<void> {
  const body = Buffer.from('probe')
  await upload.part(1, body, new AbortController().signal)
  await upload.complete({ size: body.length, crc64: await crc64Of(body) })
}

/** Whether a write was refused because of its condition. */
async function isKept({ name }: Bucket, write: () => Promise<void>): Promise<boolean> {
  try {
    await write()
    return false
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    // 409 is the answer while another request works on the same object.
    if ([409, 412].includes(error.status)) return true
    // The same write without the condition has just succeeded.
    if (![400, 501].includes(error.status)) throw error
    throw new UserError(
      `bucket "${name}" is in a store without conditional writes: it answers If-None-Match with ${error.code} (HTTP ${error.status}), and no backup is written without it. Use a store that has them, such as AWS S3, Cloudflare R2 or MinIO`,
      { cause: error },
    )
  }
}
