import { keptByMain, log } from '@tsh/action'
import { type Bucket, backupKeys } from '@tsh/backup'
import type { Remote } from '@tsh/remote'
import { openDatabase } from './database.ts'
import type { BackupInputs } from './inputs.ts'
import { applicationName } from './scene.ts'
import { TERMINATE } from './scripts.ts'
import { abortUploads } from './sweep.ts'
import { removeData } from './take-away.ts'

/** Whether the main step got as far as to leave something behind. */
export function hasLeftovers(): boolean {
  return keptByMain('backup') !== ''
}

/**
 * The post step: takes away what a main step that was killed could not. It does nothing after a backup that has its
 * manifest, may run any number of times, and never fails the job.
 */
export async function cleanUp(inputs: BackupInputs, remote: Remote, bucket: Bucket): Promise<void> {
  const id = keptByMain('backup')
  const keys = backupKeys(inputs.storage, keptByMain('database'))
  if (await bucket.head(keys.manifest(id))) return
  const work = [
    endConnections(inputs, remote, id),
    abortUploads(bucket, keys.folder(id)),
    removeData(bucket, keys, id),
  ]
  for (const result of await Promise.allSettled(work))
    if (result.status === 'rejected')
      log.warning(
        `Something of the unfinished backup ${id} may be left: ${(result.reason as Error).message}`,
        'pg-backup',
      )
}

async function endConnections(inputs: BackupInputs, remote: Remote, id: string): Promise<void> {
  const database = await openDatabase(inputs, remote, applicationName(id))
  await database.run(TERMINATE)
}
