import { UserError } from '@tsh/action'
import type { Bucket } from '../store/bucket.ts'
import { type BackupKeys, idOfManifest, isBackupId } from './keys.ts'
import { type Manifest, parseManifest } from './manifest.ts'

/** Maximum size of an object that is read into memory; a manifest of 10,000 tables has about 1 MiB. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024

/** The text of a small object. @throws UserError when it is larger than any object of this kind */
export async function readText(bucket: Bucket, key: string): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of await bucket.read(key)) {
    size += part.length
    if (size > MAX_TEXT_BYTES)
      throw new UserError(
        `object ${key} is larger than ${MAX_TEXT_BYTES / 2 ** 20} MiB, so it is not a backup manifest. Use another backup`,
      )
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Ids of all backups, newest first. */
export async function backupIds(bucket: Bucket, keys: BackupKeys): Promise<string[]> {
  const ids: string[] = []
  for await (const { key } of bucket.list(keys.catalogue)) {
    const id = idOfManifest(keys, key)
    if (id) ids.push(id)
  }
  return ids.sort().reverse()
}

/** Reads the manifest of a backup. @throws UserError when it does not exist or is not readable */
export async function readManifest(bucket: Bucket, keys: BackupKeys, id: string): Promise<Manifest> {
  if (!isBackupId(id))
    throw new UserError(`"${id}" is not a backup ID. Use the "backup-id" output of pg-backup`)
  return readManifestAt(bucket, keys.manifest(id))
}

/** The same by the key of the manifest. */
export async function readManifestAt(bucket: Bucket, key: string): Promise<Manifest> {
  if (!(await bucket.head(key)))
    throw new UserError(
      `there is no backup at ${key} (an upload without a manifest does not count). Use a backup reported by pg-backup`,
    )
  const manifest = parseManifest(key, await readText(bucket, key))
  if (!key.endsWith(`/catalog/${manifest.id}.json`))
    throw new UserError(`manifest ${key} belongs to a different backup (${manifest.id}). Use another backup`)
  return manifest
}

/** The newest manifests, newest first; unreadable ones are skipped. */
export async function newestManifests(bucket: Bucket, keys: BackupKeys, count: number): Promise<Manifest[]> {
  const ids = (await backupIds(bucket, keys)).slice(0, count)
  const manifests = await Promise.all(ids.map(id => readManifest(bucket, keys, id).catch(() => undefined)))
  return manifests.filter(manifest => manifest !== undefined)
}
