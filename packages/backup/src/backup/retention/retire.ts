import { log } from '@tsh/action'
import { backupIds, readManifest } from '../../catalogue/catalogue.ts'
import type { BackupKeys } from '../../catalogue/keys.ts'
import { type Manifest, verifiedLevel } from '../../catalogue/manifest.ts'
import type { BackupInputs } from '../../inputs/inputs.ts'
import type { Bucket } from '../../store/bucket.ts'
import { LARGEST_SKEW, planRetention } from './retention.ts'

/**
 * Removes backups that are too old, after this run's is proven. It never fails a backup: what it cannot do, it says.
 * @returns ids of the backups that were removed
 */
export async function retire(
  { retention }: BackupInputs,
  bucket: Bucket,
  keys: BackupKeys,
  own: Manifest,
): Promise<string[]> {
  if (!retention) return []
  const removed: string[] = []
  const refuse = (why: string): string[] => {
    log.warning(`No backup was removed: ${why}`, 'pg-backup')
    return removed
  }
  try {
    if (verifiedLevel(own) < 2) return refuse('this backup was not verified at level 2')
    if (Math.max(...Object.values(own.clocks).map(Math.abs)) > LARGEST_SKEW)
      return refuse('the clocks of runner, store and database differ by more than 5 minutes')
    if ((await bucket.settings()).objectLock) return refuse('the bucket locks its objects')
    const all = await readAll(bucket, keys)
    const needed = [
      own.id,
      ...all
        .filter(({ version }) => version !== '')
        .slice(0, 2)
        .map(({ id }) => id),
    ]
    const plan = planRetention(all, { ...retention, needed }, Date.now())
    if (plan.refused) return refuse(plan.refused)
    for (const manifest of all.filter(one => !plan.remove.includes(one)))
      if (plan.remove.length > 0 && !(await bucket.head(manifest.objects.dump.key)))
        return refuse(`the data of backup ${manifest.id}, which would stay, is missing`)
    for (const manifest of plan.remove) {
      await removeBackup(bucket, keys, manifest)
      removed.push(manifest.id)
    }
    return removed
  } catch (cause) {
    return refuse(`${(cause as Error).message}`)
  }
}

/** The manifest goes first: a manifest without data would look like a backup. Keys and versions are exact, never a prefix. */
async function removeBackup(bucket: Bucket, keys: BackupKeys, manifest: Manifest): Promise<void> {
  const key = keys.manifest(manifest.id)
  await bucket.remove(key, (await bucket.head(key))?.versionId)
  for (const object of Object.values(manifest.objects))
    if (object.key.startsWith(keys.folder(manifest.id))) await bucket.remove(object.key, object.versionId)
  log.info(`Removed backup ${manifest.id}`)
}

/** Newest first. A manifest that cannot be read stops retention, since what it protects is unknown. */
async function readAll(bucket: Bucket, keys: BackupKeys): Promise<Manifest[]> {
  const manifests: Manifest[] = []
  for (const id of await backupIds(bucket, keys)) manifests.push(await readManifest(bucket, keys, id))
  return manifests
}
