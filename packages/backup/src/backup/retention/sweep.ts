import { log } from '@tsh/action'
import { backupIds } from '../../catalogue/catalogue.ts'
import { type BackupKeys, idOfData } from '../../catalogue/keys.ts'
import type { Bucket } from '../../store/bucket.ts'

/** No backup runs as long as this, on whatever server; what is older belongs to none that is running. */
const MAX_RUN_MS = 2 * 86_400_000

/** Aborts every open upload below a folder. An upload whose response was lost is known to no one else. */
export async function abortUploads(bucket: Bucket, folder: string): Promise<void> {
  for (const { key, uploadId } of (await bucket.openUploads(folder)) ?? [])
    await bucket.abortUpload(key, uploadId)
}

/**
 * Removes what runs have left in the bucket that were killed and whose post step never came: uploads that were not
 * completed, and parts of a backup without a manifest. It only warns: the backup does not depend on it.
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

/** @returns keys of the objects that were removed */
async function removeOrphans(bucket: Bucket, keys: BackupKeys): Promise<string[]> {
  const folders = new Map<string, string[]>()
  for await (const { key, modified } of bucket.list(keys.data)) {
    const id = idOfData(keys, key)
    if (id !== undefined && isOld(modified)) folders.set(id, [...(folders.get(id) ?? []), key])
  }
  if (folders.size === 0) return []
  // Listed after the data, so that a manifest that was written meanwhile is seen.
  for (const id of await backupIds(bucket, keys)) folders.delete(id)
  const whole = [...folders].filter(([, found]) => isWhole(found)).map(([id]) => id)
  if (whole.length > 0) warnOfWhole(whole, keys)
  for (const id of whole) folders.delete(id)
  const removed = [...folders.values()].flat()
  for (const key of removed) await bucket.remove(key, (await bucket.head(key))?.versionId)
  return removed
}

/** Whether these are all objects of a backup: only its manifest is missing, which someone may have deleted by mistake. */
const isWhole = (found: readonly string[]): boolean =>
  found.some(key => /\/dump\.pgc(\.age)?$/.test(key)) && found.some(key => key.endsWith('/RESTORE.txt'))

function warnOfWhole(ids: readonly string[], { catalogue, data }: BackupKeys): void {
  log.warning(
    `${ids.length} backups have no manifest, so they are not used: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' …' : ''}. Restore what was deleted below ${catalogue}, or delete their folders below ${data}`,
    'pg-backup',
  )
}

function isOld(time: string): boolean {
  return Date.now() - Date.parse(time) > MAX_RUN_MS
}
