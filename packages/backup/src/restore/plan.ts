import type { Database } from '@tsh/postgres'
import {
  countTables,
  openSession,
  openSnapshot,
  quoted,
  type Session,
  SqlError,
  type TableCount,
} from '@tsh/postgres'
import { type Facts, readFacts } from '../backup/facts.ts'
import { backupKeys } from '../catalogue/keys.ts'
import type { Manifest } from '../catalogue/manifest.ts'
import type { Ports } from '../context.ts'
import type { RestoreInputs } from '../inputs/inputs.ts'
import type { Bucket } from '../store/bucket.ts'
import { chooseBackup } from './choose-backup.ts'
import { freeSpaceOf } from './disk.ts'
import { type Check, checkRestore, type Found } from './drill/checks.ts'
import { missingRoles } from './swap/roles.ts'

/** What a restore would do, and whether it is possible. */
export interface RestoreOutlook {
  manifest: Manifest
  /** Of the live database. */
  facts: Facts
  checks: Check[]
  /** Row counts of the live database. */
  now: TableCount[]
}

/** Inspects the backup and the server without changing anything. */
export async function planRestore(
  inputs: RestoreInputs,
  { bucket, signal }: Ports,
  database: Database,
): Promise<RestoreOutlook> {
  const session = await openSession(database, inputs.timeout)
  try {
    const facts = await readFacts(database, session)
    const keys = backupKeys(inputs.storage, facts.database)
    const manifest = await chooseBackup(bucket, keys, inputs.backupId)
    signal.throwIfAborted()
    const found = {
      facts,
      objects: await storedObjects(bucket, manifest),
      ...(await inspectServer(database, session, manifest)),
    }
    return { manifest, facts, checks: checkRestore(manifest, found, inputs), now: await liveCounts(session) }
  } finally {
    await session.close()
  }
}

async function storedObjects(bucket: Bucket, { objects }: Manifest): Promise<Found['objects']> {
  const names = (['dump', 'globals', 'settings'] as const).filter(name => objects[name])
  const stored = await Promise.all(names.map(name => bucket.head(objects[name]?.key ?? '')))
  return Object.fromEntries(names.flatMap((name, at) => (stored[at] ? [[name, stored[at]]] : [])))
}

async function inspectServer(
  database: Database,
  session: Session,
  manifest: Manifest,
): Promise<Omit<Found, 'facts' | 'objects'>> {
  const extensions = await session.query<string[]>('SELECT json_agg(name) FROM pg_available_extensions')
  return {
    ...(await freeSpaceOf(database, session)),
    extensions,
    missingRoles: await missingRoles(session, { manifest }),
  }
}

/** Timeout for counting the live database; the counts are informational. */
const COUNT_TIMEOUT_SECONDS = 120

async function liveCounts(session: Session): Promise<TableCount[]> {
  const { tables } = await openSnapshot(session)
  const names = tables.map(({ schema, name }) => `${quoted(schema)}.${quoted(name)}`)
  await session.query(`SET LOCAL statement_timeout = '${COUNT_TIMEOUT_SECONDS}s'`)
  const counts = await countTables(session, names).catch((cause: unknown) => {
    if (cause instanceof SqlError) return []
    throw cause
  })
  await session.query('ROLLBACK')
  return names.map((table, at) => ({ table, rows: counts[at] }))
}
