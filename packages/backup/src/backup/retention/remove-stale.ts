import { log } from '@tsh/action'
import { backupIds } from '../../catalogue/catalogue.ts'
import { type BackupKeys, idOfData } from '../../catalogue/keys.ts'
import type { Bucket } from '../../store/bucket.ts'

/** No backup runs this long on any server, so anything older does not belong to a running one. */
const MAX_RUN_MS = 2 * 86_400_000

/** Aborts every open upload below a folder, including uploads whose response was lost. */
export async function abortUploads(bucket: Bucket, folder: string): Promise<void> {
  for (const { key, uploadId } of (await bucket.openUploads(folder)) ?? [])
    await bucket.abortUpload(key, uploadId)
}

/**
 * Removes stale data of runs that were killed and whose post step never ran: incomplete uploads, and parts of backups
 * without a manifest. Failures are only warnings, because the backup does not depend on it.
 */
export async function removeStale(bucket: Bucket, keys: BackupKeys): Promise<void> {
  try {
    const removed = [...(await abortOld(bucket, keys)), ...(await removeOrphans(bucket, keys))]
    if (removed.length > 0) log.info(`Removed stale data of earlier runs: ${removed.join(', ')}`)
  } catch (cause) {
    log.warning(`Could not remove stale data of earlier runs: ${(cause as Error).message}`, 'pg-backup')
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

/** @returns keys of the removed objects */
async function removeOrphans(bucket: Bucket, keys: BackupKeys): Promise<string[]> {
  const folders = new Map<string, string[]>()
  for await (const { key, modified } of bucket.list(keys.data)) {
    const id = idOfData(keys, key)
    if (id !== undefined && isOld(modified)) folders.set(id, [...(folders.get(id) ?? []), key])
  }
  if (folders.size === 0) return []
  // Listed after the data, so that a manifest written meanwhile is included.
  for (const id of await backupIds(bucket, keys)) folders.delete(id)
  const complete = [...folders].filter(([, found]) => isComplete(found)).map(([id]) => id)
  if (complete.length > 0) warnOfComplete(complete, keys)
  for (const id of complete) folders.delete(id)
  const removed = [...folders.values()].flat()
  for (const key of removed) await bucket.remove(key, (await bucket.head(key))?.versionId)
  return removed
}

/** Whether these are all objects of a backup, so that only its manifest is missing, which may have been deleted by mistake. */
const isComplete = (found: readonly string[]): boolean =>
  found.some(key => /\/dump\.pgc(\.age)?$/.test(key)) && found.some(key => key.endsWith('/RESTORE.txt'))

function warnOfComplete(ids: readonly string[], { catalogue, data }: BackupKeys): void {
  log.warning(
    `${ids.length} backups have no manifest, so they are not used: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' …' : ''}. Restore the deleted manifests below ${catalogue}, or delete their folders below ${data}`,
    'pg-backup',
  )
}

function isOld(time: string): boolean {
  return Date.now() - Date.parse(time) > MAX_RUN_MS
}
