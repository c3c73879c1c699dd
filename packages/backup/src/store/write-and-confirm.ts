import { log } from '@tsh/action'
import type { Bucket } from './bucket.ts'
import { tokenOf } from './s3-bucket.ts'
import { isAmbiguous, StoreError } from './store-error.ts'

/**
 * Writes an object and confirms that it exists. When the response to a write is lost, the retry is rejected because of
 * our own object (apple/foundationdb#14027, ClickHouse#118829); the token in its metadata identifies it.
 */
export async function writeAndConfirm(
  write: () => Promise<void>,
  bucket: Bucket,
  { key, size, token }: { key: string; size: number; token: string },
): Promise<void> {
  try {
    await write()
  } catch (cause) {
    if (!(cause instanceof StoreError) || !isAmbiguous(cause)) throw cause
    log.info(`${key} may have been written (${cause.code}), checking`)
    const found = await bucket.head(key)
    if (!found || tokenOf(found) !== token || found.size !== size) throw cause
  }
}
