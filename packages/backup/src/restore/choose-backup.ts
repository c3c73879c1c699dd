import { UserError } from '@tsh/action'
import { backupIds, readManifest } from '../catalogue/catalogue.ts'
import type { BackupKeys } from '../catalogue/keys.ts'
import type { Manifest } from '../catalogue/manifest.ts'
import type { Bucket } from '../store/bucket.ts'

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
