import { keptByMain, log } from '@tsh/action'
import { openDatabase, TERMINATE } from '@tsh/postgres'
import { connect, type Remote, type Target } from '@tsh/remote'
import { backupKeys } from '../catalogue/keys.ts'
import { applicationName } from '../context.ts'
import type { EngineInputs } from '../inputs/inputs.ts'
import type { Bucket } from '../store/bucket.ts'
import { openBucket } from '../store/s3-bucket.ts'
import { removeData } from './retention/clean-up-failed.ts'
import { abortUploads } from './retention/remove-stale.ts'

/**
 * The post step of an action: cleans up after a killed main step. Failures are only warnings.
 *
 * @param readInputs reads the inputs of the action; only called when there is something to clean up
 */
export async function cleanUpAfter(
  readInputs: () => Promise<EngineInputs & { target: Target }>,
): Promise<void> {
  if (!hasUnfinishedBackup()) return
  try {
    const inputs = await readInputs()
    const remote = await connect(inputs.target)
    await cleanUp(inputs, remote, openBucket(inputs.storage)).finally(() => remote.close())
  } catch (cause) {
    log.warning(`Could not clean up the unfinished backup: ${(cause as Error).message}`, 'pg-backup')
  }
}

/** Whether the main step may have left something behind. */
function hasUnfinishedBackup(): boolean {
  return keptByMain('backup') !== ''
}

/**
 * Removes what a killed main step could not. Idempotent; does nothing if the backup has a manifest.
 */
async function cleanUp(inputs: EngineInputs, remote: Remote, bucket: Bucket): Promise<void> {
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
        `Parts of the unfinished backup ${id} may be left: ${(result.reason as Error).message}`,
        'pg-backup',
      )
}

/** Covers all databases of the server, so none has to be chosen. */
async function endConnections({ source, login }: EngineInputs, remote: Remote, id: string): Promise<void> {
  const anyDatabase = { ...login, database: login.database || 'postgres' }
  const database = await openDatabase({ source, login: anyDatabase }, remote, applicationName(id))
  await database.run(TERMINATE)
}
