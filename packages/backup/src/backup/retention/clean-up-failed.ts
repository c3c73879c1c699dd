import { log } from '@tsh/action'
import { TERMINATE } from '@tsh/postgres'
import type { GatedUpload } from '../../archive/gated-upload.ts'
import type { BackupKeys } from '../../catalogue/keys.ts'
import type { BackupContext } from '../../context.ts'
import type { Bucket } from '../../store/bucket.ts'
import { tokenOf } from '../../store/s3-bucket.ts'
import { abortUploads } from './remove-stale.ts'

/** Removes all uploads, objects and connections of this run after a failure. */
export async function cleanUpFailed(
  { ports: { bucket }, keys, id, database }: BackupContext,
  upload: GatedUpload,
): Promise<void> {
  const uploads = upload.abort().finally(() => abortUploads(bucket, keys.folder(id)))
  const work = [uploads, removeData(bucket, keys, id), database.run(TERMINATE, { allowFailure: true })]
  for (const { status, reason } of (await Promise.allSettled(work)) as PromiseRejectedResult[])
    if (status === 'rejected')
      log.warning(`Parts of the failed backup may be left: ${(reason as Error).message}`, 'pg-backup')
}

/**
 * Removes every object of a failed backup; the manifest first, in case its write had an unknown result. Objects that
 * someone else has put under one of its keys do not have its token and are kept.
 */
export async function removeData(bucket: Bucket, keys: BackupKeys, id: string): Promise<void> {
  const removeOwn = async (key: string): Promise<void> => {
    const found = await bucket.head(key)
    if (found && tokenOf(found) === id) await bucket.remove(key, found.versionId)
  }
  await removeOwn(keys.manifest(id))
  for await (const { key } of bucket.list(keys.folder(id))) await removeOwn(key)
}
