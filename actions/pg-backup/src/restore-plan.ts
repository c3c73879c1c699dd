import { backupKeys, type Manifest, type TableCount } from '@tsh/backup'
import type { Ports } from './back-up.ts'
import { chooseBackup } from './choose-backup.ts'
import type { Database } from './database.ts'
import { freeBytes } from './disk.ts'
import { type Facts, readFacts } from './facts.ts'
import type { BackupInputs } from './inputs.ts'
import { type Check, checkRestore, type Found } from './restore-checks.ts'
import { FREE_SPACE } from './restore-scripts.ts'
import { missingRoles } from './roles.ts'
import { openSession, type Session } from './session.ts'
import { countRows, openSnapshot } from './snapshot.ts'

/** What a restore would do, and whether it may. */
export interface RestoreOutlook {
  manifest: Manifest
  /** Of the live database. */
  facts: Facts
  checks: Check[]
  /** Rows of the live database's tables. */
  now: TableCount[]
}

/** Looks at backup and server; changes nothing. */
export async function planRestore(
  inputs: BackupInputs,
  { bucket, signal }: Ports,
  database: Database,
): Promise<RestoreOutlook> {
  const session = await openSession(database, inputs.timeout)
  try {
    const facts = await readFacts(database, session)
    const keys = backupKeys(inputs.storage, facts.database)
    const manifest = await chooseBackup(bucket, keys, inputs.restore.backup)
    signal.throwIfAborted()
    const [dump, globals] = await Promise.all([
      bucket.head(manifest.objects.dump.key),
      bucket.head(manifest.objects.globals.key),
    ])
    const objects = { ...(dump ? { dump } : {}), ...(globals ? { globals } : {}) }
    const found = { facts, objects, ...(await serverFinds(database, session, manifest)) }
    return { manifest, facts, checks: checkRestore(manifest, found, inputs), now: await liveCounts(session) }
  } finally {
    await session.close()
  }
}

async function serverFinds(
  database: Database,
  session: Session,
  manifest: Manifest,
): Promise<Omit<Found, 'facts' | 'objects'>> {
  const folder = await session.query<string>(`SELECT to_json(current_setting('data_directory'))`)
  const { stdout } = await database.run(FREE_SPACE, { values: { TSH_FOLDER: folder } })
  const extensions = await session.query<string[]>('SELECT json_agg(name) FROM pg_available_extensions')
  return {
    ...{ folder: `${folder} of ${database.name}`, free: freeBytes(stdout), extensions },
    missingRoles: await missingRoles(session, { manifest }),
  }
}

async function liveCounts(session: Session): Promise<TableCount[]> {
  const counts = await countRows(session, await openSnapshot(session))
  await session.query('ROLLBACK')
  return counts
}
