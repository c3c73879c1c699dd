import { createHash } from 'node:crypto'
import { UserError } from '@tsh/action'
import type { Bucket } from '../store/bucket.ts'

/** Reads an object back and compares it with what was written. @throws UserError when anything differs */
export async function readBack(
  bucket: Bucket,
  {
    key,
    size,
    sha256,
    versionId,
  }: { key: string; size: number; sha256: string; versionId?: string | undefined },
  signal: AbortSignal,
): Promise<void> {
  const hash = createHash('sha256')
  let read = 0
  for await (const chunk of await bucket.read(key, versionId)) {
    signal.throwIfAborted()
    hash.update(chunk)
    read += chunk.length
  }
  if (read === size && hash.digest('hex') === sha256) return
  throw new UserError(
    `object ${key}, read back from the bucket, does not match what was written (${read} of ${size} bytes). Check the bucket, then back up again`,
  )
}
