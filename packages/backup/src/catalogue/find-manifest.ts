import { UserError } from '@tsh/action'
import type { Bucket } from '../store/bucket.ts'
import { isBackupId, isManifestKey } from './keys.ts'

/** The key of a backup's manifest anywhere below a folder. */
export async function manifestBelow(
  bucket: Pick<Bucket, 'list'>,
  folder: string,
  id: string,
): Promise<string | undefined> {
  if (!isBackupId(id)) return undefined
  for await (const { key } of bucket.list(folder))
    if (key.endsWith(`/catalog/${id}.json`) && isManifestKey(key)) return key
  return undefined
}

/**
 * The key of a backup's manifest, for any database. Jobs pass only the id: the key contains names, such as that of the
 * application, and GitHub drops outputs that contain a secret.
 * @throws UserError when the environment has no backup with this id
 */
export async function findManifest(
  bucket: Pick<Bucket, 'name' | 'list'>,
  { prefix, environment }: { prefix: string; environment: string },
  id: string,
): Promise<string> {
  const folder = `${prefix}/v1/${environment}/`
  const found = await manifestBelow(bucket, folder, id)
  if (found !== undefined) return found
  throw new UserError(
    `there is no backup "${id}" below ${folder} in the bucket. Pass the "backup-id" output of pg-backup, with the same "prefix" and "environment"`,
  )
}
