import { UserError } from '@tsh/action'
import { backupIds, readManifest, readManifestAt } from '../catalogue/catalogue.ts'
import { manifestBelow } from '../catalogue/find-manifest.ts'
import { type BackupKeys, isBackupId } from '../catalogue/keys.ts'
import type { Manifest } from '../catalogue/manifest.ts'
import type { Bucket } from '../store/bucket.ts'
import { StoreError } from '../store/store-error.ts'

/**
 * The manifest of a backup.
 * @param wanted an id, also of another environment or database with the same prefix, or `latest`
 */
export async function chooseBackup(bucket: Bucket, keys: BackupKeys, wanted: string): Promise<Manifest> {
  if (wanted !== 'latest') {
    const elsewhere = await keyElsewhere(bucket, keys, wanted)
    return elsewhere ? readManifestAt(bucket, elsewhere) : readManifest(bucket, keys, wanted)
  }
  const [newest] = await backupIds(bucket, keys)
  if (!newest)
    throw new UserError(
      `there is no backup below ${keys.catalogue} in the bucket. Check "prefix", "environment" and "database-name"`,
    )
  return readManifest(bucket, keys, newest)
}

/** The key of a manifest that is not where those of this database are; undefined if the other folders may not be listed. */
async function keyElsewhere(bucket: Bucket, keys: BackupKeys, id: string): Promise<string | undefined> {
  if (!isBackupId(id) || (await bucket.head(keys.manifest(id)))) return undefined
  return manifestBelow(bucket, keys.all, id).catch((cause: unknown) => {
    if (cause instanceof StoreError && cause.status === 403) return undefined
    throw cause
  })
}
