import { UserError } from '@tsh/action'
import { type BackupKeys, type Bucket, backupIds, type Manifest, readManifest } from '@tsh/backup'

/** The manifest of a backup. @param wanted an id, or `latest` */
export async function chooseBackup(bucket: Bucket, keys: BackupKeys, wanted: string): Promise<Manifest> {
  if (wanted !== 'latest') return readManifest(bucket, keys, wanted)
  const [newest] = await backupIds(bucket, keys)
  if (!newest)
    throw new UserError(
      `there is no backup below ${keys.catalogue} in the bucket. Check "prefix", "environment" and "database-name"`,
    )
  return readManifest(bucket, keys, newest)
}
