import { keptByMain, log } from '@tsh/action'
import { openDatabase, TERMINATE } from '@tsh/postgres'
import { connect, type Remote, type Target } from '@tsh/remote'
import { backupKeys } from '../catalogue/keys.ts'
import type { EngineInputs } from '../inputs/inputs.ts'
import { applicationName } from '../scene.ts'
import type { Bucket } from '../store/bucket.ts'
import { openBucket } from '../store/s3-bucket.ts'
import { abortUploads } from './retention/sweep.ts'
import { removeData } from './retention/take-away.ts'

/**
 * The post step of an action: cleans up after a main step that was killed. It only warns.
 *
 * @param readInputs reads the inputs of the action, which are not needed when there is nothing to clean up
 */
export async function cleanUpAfter(
  readInputs: () => Promise<EngineInputs & { target: Target }>,
): Promise<void> {
  if (!hasLeftovers()) return
  try {
    const inputs = await readInputs()
    const remote = await connect(inputs.target)
    await cleanUp(inputs, remote, openBucket(inputs.storage)).finally(() => remote.close())
  } catch (cause) {
    log.warning(
      `The unfinished backup could not be cleaned up after: ${(cause as Error).message}`,
      'pg-backup',
    )
  }
}

/** Whether the main step got as far as to leave something behind. */
function hasLeftovers(): boolean {
  return keptByMain('backup') !== ''
}

/**
 * Removes what a main step that was killed could not. It does nothing after a backup that has its manifest, and is
 * idempotent.
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
        `Something of the unfinished backup ${id} may be left: ${(result.reason as Error).message}`,
        'pg-backup',
      )
}

/** Of all databases of the server, so none has to be chosen. */
async function endConnections({ source, login }: EngineInputs, remote: Remote, id: string): Promise<void> {
  const anyDatabase = { ...login, database: login.database || 'postgres' }
  const database = await openDatabase({ source, login: anyDatabase }, remote, applicationName(id))
  await database.run(TERMINATE)
}
