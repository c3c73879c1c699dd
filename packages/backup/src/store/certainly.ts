import { log } from '@tsh/action'
import type { Bucket } from './bucket.ts'
import { tokenOf } from './s3-bucket.ts'
import { isAmbiguous, StoreError } from './store-error.ts'

/**
 * Writes an object and knows afterwards whether it is there. When the answer to a write is lost, its repetition is
 * refused on our own object (apple/foundationdb#14027, ClickHouse#118829); the token in its metadata tells whose it is.
 */
export async function certainly(
  write: () => Promise<void>,
  bucket: Bucket,
  { key, size, token }: { key: string; size: number; token: string },
): Promise<void> {
  try {
    await write()
  } catch (cause) {
    if (!(cause instanceof StoreError) || !isAmbiguous(cause)) throw cause
    log.info(`It is not known whether ${key} was written (${cause.code}); looking`)
    const found = await bucket.head(key)
    if (!found || tokenOf(found) !== token || found.size !== size) throw cause
  }
}
