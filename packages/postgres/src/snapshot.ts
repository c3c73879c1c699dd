import { createHash } from 'node:crypto'
import { log, UserError } from '@tsh/action'
import { countTables, TABLES_PER_STATEMENT, type TableCount } from './count-tables.ts'
import { type Session, SqlError } from './session.ts'

/** The content of a dump according to its snapshot. */
export interface Snapshot {
  /** For `pg_dump --snapshot`. */
  id: string
  tables: { schema: string; name: string }[]
  sequences: number
  largeObjects: number
  extensions: string[]
  /** See `contents` of the manifest. */
  ownersCode?: boolean
}

const APPLICATION = 'tsh-pg-backup:'

/** A 64-bit lock key per database, shared by backup and restore. */
export function lockKey(database: string): string {
  return createHash('sha256').update(`tsh.pg-backup/${database}`).digest().readBigInt64BE().toString()
}

/**
 * Acquires the lock shared by backups and restores of a database; the server releases it when the session ends for any
 * reason.
 * @throws UserError with the holder
 */
export async function acquireLock(session: Session, database: string): Promise<void> {
  // Timeouts configured for applications must not terminate our statements.
  for (const limit of [
    'statement_timeout',
    'lock_timeout',
    'idle_in_transaction_session_timeout',
    'idle_session_timeout',
  ])
    await session.query(`SET ${limit} = 0`).catch(ignoreUnknown)
  const key = lockKey(database)
  if (await session.query<boolean>(`SELECT to_json(pg_try_advisory_lock(${key}))`)) return
  const holder = await session.query<{ name: string; since: string } | undefined>(
    `SELECT json_build_object('name', a.application_name, 'since', to_char(a.backend_start AT TIME ZONE 'UTC', 'HH24:MI:SS "UTC"'))
     FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND (l.classid::bigint << 32 | l.objid::bigint) = ${key} LIMIT 1`,
  )
  const who = holder ? `${holder.name.replace(APPLICATION, 'run ')}, since ${holder.since}` : 'just ended'
  throw new UserError(
    `another backup or restore of database "${database}" is running (${who}). Wait for it to finish`,
  )
}

/** idle_session_timeout was added in PostgreSQL 14. */
function ignoreUnknown(cause: unknown): void {
  if (!(cause instanceof SqlError)) throw cause
}

/** Terminates dumps that lost their runner: while we hold the lock, no backup of this database is running. */
export async function endStaleSessions(session: Session): Promise<void> {
  const ended = await session.query<number>(
    `SELECT to_json(count(pg_terminate_backend(pid))) FROM pg_stat_activity
     WHERE application_name LIKE '${APPLICATION}%' AND datname = current_database() AND pid <> pg_backend_pid()
       AND application_name <> current_setting('application_name')`,
  )
  if (ended > 0) log.info(`Terminated ${ended} stale connections of an earlier backup`)
}

/**
 * Owners of code that is evaluated while rows are loaded: constraints of tables and domains, generated columns, partition
 * expressions, and functions that any of them may call. Code of superusers may be run by a superuser anyway.
 */
const OWNERS_CODE = `SELECT proowner FROM pg_proc
  UNION ALL SELECT c.relowner FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'c'
  UNION ALL SELECT t.typowner FROM pg_type t JOIN pg_constraint k ON k.contypid = t.oid
  UNION ALL SELECT c.relowner FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attgenerated <> ''
  UNION ALL SELECT c.relowner FROM pg_class c JOIN pg_partitioned_table p ON p.partrelid = c.oid AND p.partexprs IS NOT NULL`

/** Ordinary tables, including partitions, that do not belong to an extension. */
const TABLES = `SELECT json_build_object(
  'tables', (SELECT coalesce(json_agg(json_build_object('schema', n.nspname, 'name', c.relname) ORDER BY n.nspname, c.relname), '[]')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')),
  'sequences', (SELECT count(*)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')),
  'largeObjects', (SELECT count(*) FROM pg_largeobject_metadata),
  'extensions', (SELECT coalesce(json_agg(extname), '[]') FROM pg_extension WHERE extname <> 'plpgsql'),
  'ownersCode', EXISTS (SELECT FROM (${OWNERS_CODE}) AS code(owner) JOIN pg_roles r ON r.oid = code.owner WHERE NOT r.rolsuper))`

/** Opens a snapshot that pg_dump will use too, so that the counts match the dump. */
export async function openSnapshot(session: Session): Promise<Snapshot> {
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
  const id = await session.query<string>('SELECT to_json(pg_export_snapshot())')
  return { id, ...(await session.query<Omit<Snapshot, 'id'>>(TABLES)) }
}

/** Timeout of a counting statement. */
const COUNT_TIMEOUT_SECONDS = 120
/** Timeout for locked tables: pg_dump fails after 30 s, and the count is not needed then. */
const LOCK_TIMEOUT_SECONDS = 10

/** Counts every table in the snapshot; a table that takes too long is skipped and has no `rows`. */
export async function countRows(session: Session, { tables }: Snapshot): Promise<TableCount[]> {
  await session.query(`SET LOCAL statement_timeout = '${COUNT_TIMEOUT_SECONDS}s'`)
  // One process in addition to the dump is enough: the database has other work to do, and the dump takes longer anyway.
  await session.query('SET LOCAL max_parallel_workers_per_gather = 0')
  await session.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT_SECONDS}s'`)
  const names = tables.map(({ schema, name }) => `${quoted(schema)}.${quoted(name)}`)
  const counts: TableCount[] = []
  for (let from = 0; from < names.length; from += TABLES_PER_STATEMENT)
    counts.push(...(await countSome(session, names.slice(from, from + TABLES_PER_STATEMENT))))
  return counts
}

/** All in one statement; if that takes too long, one by one, so that only the large ones are skipped. */
async function countSome(session: Session, names: readonly string[]): Promise<TableCount[]> {
  await session.query('SAVEPOINT counting')
  const rows = await countTables(session, names).catch((cause: unknown) => {
    if (!(cause instanceof SqlError)) throw cause
    return undefined
  })
  // Also after a success: this releases the locks, which RELEASE SAVEPOINT would keep until the end of the snapshot.
  await session.query('ROLLBACK TO SAVEPOINT counting')
  if (rows) return names.map((table, at) => ({ table, rows: rows[at] }))
  if (names.length === 1) return names.map(table => ({ table }))
  const counts: TableCount[] = []
  for (const name of names) counts.push(...(await countSome(session, [name])))
  return counts
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
