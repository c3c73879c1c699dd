import { log } from '@tsh/action'
import { TERMINATE } from '@tsh/postgres'
import type { GatedUpload } from '../../archive/gated-upload.ts'
import type { BackupKeys } from '../../catalogue/keys.ts'
import type { Scene } from '../../scene.ts'
import type { Bucket } from '../../store/bucket.ts'
import { tokenOf } from '../../store/s3-bucket.ts'
import { abortUploads } from './sweep.ts'

/** After a failure: no upload, no object, no connection of this run is left. */
export async function takeAway(
  { ports: { bucket }, keys, id, database }: Scene,
  upload: GatedUpload,
): Promise<void> {
  const uploads = upload.abort().finally(() => abortUploads(bucket, keys.folder(id)))
  const what = [uploads, removeData(bucket, keys, id), database.run(TERMINATE, { allowFailure: true })]
  for (const { status, reason } of (await Promise.allSettled(what)) as PromiseRejectedResult[])
    if (status === 'rejected')
      log.warning(`Something of the failed backup may be left: ${(reason as Error).message}`, 'pg-backup')
}

/**
 * Removes every object of a backup that came to nothing; the manifest first, if its writing ended in doubt. What somebody
 * else has put under one of its names does not carry its token, and stays.
 */
export async function removeData(bucket: Bucket, keys: BackupKeys, id: string): Promise<void> {
  const removeOwn = async (key: string): Promise<void> => {
    const found = await bucket.head(key)
    if (found && tokenOf(found) === id) await bucket.remove(key, found.versionId)
  }
  await removeOwn(keys.manifest(id))
  for await (const { key } of bucket.list(keys.folder(id))) await removeOwn(key)
}
