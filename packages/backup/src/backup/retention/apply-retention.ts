import { log } from '@tsh/action'
import { backupIds, readManifest } from '../../catalogue/catalogue.ts'
import type { BackupKeys } from '../../catalogue/keys.ts'
import { type Manifest, verifiedLevel } from '../../catalogue/manifest.ts'
import type { BackupInputs } from '../../inputs/inputs.ts'
import type { Bucket } from '../../store/bucket.ts'
import { MAX_CLOCK_SKEW_MS, planRetention } from './retention.ts'

/**
 * Removes backups that are too old, after this run's backup is verified. Never fails a backup: problems are logged.
 * @returns ids of the removed backups
 */
export async function applyRetention(
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
    if (Math.max(...Object.values(own.clocks).map(Math.abs)) > MAX_CLOCK_SKEW_MS)
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
    for (const manifest of all.filter(other => !plan.remove.includes(other)))
      if (plan.remove.length > 0 && !(await bucket.head(manifest.objects.dump.key)))
        return refuse(`the data of backup ${manifest.id}, which would be kept, is missing`)
    for (const manifest of plan.remove) {
      await removeBackup(bucket, keys, manifest)
      removed.push(manifest.id)
    }
    return removed
  } catch (cause) {
    return refuse(`${(cause as Error).message}`)
  }
}

/** Removes the manifest first: a manifest without data would look like a backup. Keys and versions are exact, never prefixes. */
async function removeBackup(bucket: Bucket, keys: BackupKeys, manifest: Manifest): Promise<void> {
  const key = keys.manifest(manifest.id)
  await bucket.remove(key, (await bucket.head(key))?.versionId)
  for (const object of Object.values(manifest.objects))
    if (object.key.startsWith(keys.folder(manifest.id))) await bucket.remove(object.key, object.versionId)
  log.info(`Removed backup ${manifest.id}`)
}

/** Newest first. An unreadable manifest stops retention, because it is unknown what it protects. */
async function readAll(bucket: Bucket, keys: BackupKeys): Promise<Manifest[]> {
  const manifests: Manifest[] = []
  for (const id of await backupIds(bucket, keys)) manifests.push(await readManifest(bucket, keys, id))
  return manifests
}
