import { keepForPost, UserError, workflowRun } from '@tsh/action'
import { acquireLock, endStaleSessions, openDatabase, openSession } from '@tsh/postgres'
import { incomplete } from '../archive/dump.ts'
import { newestManifests } from '../catalogue/catalogue.ts'
import { type BackupKeys, backupKeys } from '../catalogue/keys.ts'
import { type Level, type Manifest, verifiedLevel } from '../catalogue/manifest.ts'
import { newBackupId } from '../catalogue/new-backup-id.ts'
import { applicationName, type Ports } from '../context.ts'
import type { BackupInputs } from '../inputs/inputs.ts'
import { drillProblem } from '../restore/drill/drill.ts'
import { sha256 } from '../store/sha256.ts'
import { probeStore } from '../store/store-probe.ts'
import { checkFacts, readFacts } from './facts.ts'
import { prove } from './prove.ts'
import { report } from './report.ts'
import { applyRetention } from './retention/apply-retention.ts'
import { removeStale } from './retention/remove-stale.ts'

export interface BackedUp {
  'backup-id': string
  'backup-manifest': string
  'backup-manifest-sha256': string
  'size-bytes': number
  sha256: string
  'verified-level': Level
  'duration-seconds': number
}

const WITHOUT_DRILL = 'set "verify" to 2, or "drill" to false in a call of backup.yml'

/**
 * Backs up a database: dumps a snapshot into the bucket, verifies it, and writes the manifest last. Without a manifest
 * there is no backup, and nothing of a failed backup is left.
 * @throws UserError when anything cannot be verified; if only the drill was not possible, the backup is kept
 */
export async function backUp(inputs: BackupInputs, ports: Ports): Promise<BackedUp> {
  const id = newBackupId(new Date(), workflowRun())
  const { bucket, remote, signal } = ports
  const [clock, database] = await Promise.all([
    bucket.check(inputs.storage.prefix),
    openDatabase(inputs, remote, applicationName(id), 'backup'),
  ])
  const problem = inputs.verify === 3 ? drillProblem(database.source) : undefined
  if (problem) throw new UserError(`"verify" is set to 3, but ${problem}. Or ${WITHOUT_DRILL}`)
  const session = await openSession(database, inputs.timeout)
  try {
    const facts = await readFacts(database, session)
    const warnings = [...checkFacts(facts), ...(database.warnings ?? [])]
    const keys = backupKeys(inputs.storage, facts.database)
    const context = { inputs, ports, id, database, session, facts, keys, warnings, clock }
    const store = await probeStore(bucket, keys, inputs)
    warnings.push(...store.warnings)
    signal.throwIfAborted()
    await acquireLock(session, facts.database)
    await endStaleSessions(session)
    await removeStale(bucket, keys)
    const before = await newestManifests(bucket, keys, 10)
    keepForPost('backup', id)
    keepForPost('database', facts.database)
    const { manifest, text, notDrilled } = await prove(context, { ...store.how, token: id }, before)
    // Older backups that were restored in a drill are worth more than one that was not.
    const removed = notDrilled ? [] : await applyRetention(inputs, bucket, keys, manifest)
    await report(manifest, before, removed)
    if (notDrilled)
      throw new UserError(
        `backup ${id} is complete and kept, but "verify" is set to 3 and no drill was possible: ${notDrilled.message}. Or ${WITHOUT_DRILL}`,
        { cause: notDrilled },
      )
    return resultOf(manifest, keys, text)
  } catch (cause) {
    throw signal.aborted ? incomplete('cancelled') : cause
  } finally {
    await session.close()
  }
}

function resultOf(manifest: Manifest, keys: BackupKeys, text: string): BackedUp {
  const { id, objects, seconds } = manifest
  return {
    'backup-id': id,
    'backup-manifest': keys.manifest(id),
    'backup-manifest-sha256': sha256(text),
    'size-bytes': objects.dump.size,
    sha256: objects.dump.sha256,
    'duration-seconds': seconds,
    'verified-level': verifiedLevel(manifest),
  }
}
