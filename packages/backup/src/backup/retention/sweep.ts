import { log } from '@tsh/action'
import { backupIds } from '../../catalogue/catalogue.ts'
import { type BackupKeys, idOfData } from '../../catalogue/keys.ts'
import type { Bucket } from '../../store/bucket.ts'

/** No backup runs as long as this, on whatever server; what is older belongs to none that is running. */
const LONGEST_RUN = 2 * 86_400_000

/** Aborts every open upload below a folder. Also of an answer that was lost nobody else would know. */
export async function abortUploads(bucket: Bucket, folder: string): Promise<void> {
  for (const { key, uploadId } of (await bucket.openUploads(folder)) ?? [])
    await bucket.abortUpload(key, uploadId)
}

/**
 * Takes away what runs have left in the bucket that were killed and whose post step never came: uploads that were not
 * completed, and data without a manifest, which is no backup. It only warns: the backup does not depend on it.
 */
export async function sweep(bucket: Bucket, keys: BackupKeys): Promise<void> {
  try {
    const removed = [...(await abortOld(bucket, keys)), ...(await removeOrphans(bucket, keys))]
    if (removed.length > 0) log.info(`Removed what earlier runs had left unfinished: ${removed.join(', ')}`)
  } catch (cause) {
    log.warning(`What earlier runs left unfinished was not removed: ${(cause as Error).message}`, 'pg-backup')
  }
}

async function abortOld(bucket: Bucket, keys: BackupKeys): Promise<string[]> {
  const open = await Promise.all([keys.data, keys.probe].map(prefix => bucket.openUploads(prefix)))
  const old = open
    .flatMap(uploads => uploads ?? [])
    .filter(({ key, started }) => (key === keys.probe || idOfData(keys, key) !== undefined) && isOld(started))
  for (const { key, uploadId } of old) await bucket.abortUpload(key, uploadId)
  return old.map(({ key }) => key)
}

async function removeOrphans(bucket: Bucket, keys: BackupKeys): Promise<string[]> {
  const orphans: string[] = []
  for await (const { key, modified } of bucket.list(keys.data))
    if (idOfData(keys, key) !== undefined && isOld(modified)) orphans.push(key)
  if (orphans.length === 0) return []
  // Listed after the data, so that a manifest that was written meanwhile is seen.
  const backups = new Set(await backupIds(bucket, keys))
  const removed = orphans.filter(key => !backups.has(idOfData(keys, key) ?? ''))
  for (const key of removed) await bucket.remove(key, (await bucket.head(key))?.versionId)
  return removed
}

function isOld(time: string): boolean {
  return Date.now() - Date.parse(time) > LONGEST_RUN
}
