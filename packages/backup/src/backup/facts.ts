import { UserError } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import { isPlainName, SERVER_STARTED, type Session, SqlError, VERSIONS } from '@tsh/postgres'
import { FIND_QUERIES, schemaIn } from '@tsh/schema'
import type { ServerFacts } from '../catalogue/manifest.ts'

/** Facts about a database, read before anything is written. */
export interface Facts extends ServerFacts {
  user: string
  superuser: boolean
  inRecovery: boolean
  zeroDamagedPages: string
  ignoreChecksumFailure: string
  preparedTransactions: number
  replicationSlots: number
  subscriptions: number
  /** Databases set aside by restores, with their size in bytes. */
  setAside: { name: string; size: number }[]
  /** The time of the database's clock, ISO. */
  now: string
  /** When the facts were read: milliseconds of this machine's clock. */
  readAt: number
  /** Version of pg_dump next to the server, such as 15.12. */
  dumpVersion: string
}

const FACTS = `SELECT json_build_object(
  'version', current_setting('server_version_num')::int,
  'systemIdentifier', (SELECT system_identifier::text FROM pg_control_system()),
  'serverStarted', ${SERVER_STARTED},
  'database', current_database(),
  'owner', pg_get_userbyid(d.datdba),
  'encoding', pg_encoding_to_char(d.encoding),
  'collate', d.datcollate, 'ctype', d.datctype,
  'localeProvider', CASE to_jsonb(d)->>'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END,
  'providerLocale', coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale'),
  'dataChecksums', current_setting('data_checksums') = 'on',
  'size', pg_database_size(d.oid),
  'extensions', (SELECT coalesce(json_object_agg(extname, extversion), '{}') FROM pg_extension),
  'roles', (SELECT coalesce(json_agg(rolname ORDER BY rolname), '[]') FROM pg_roles WHERE rolname !~ '^pg_'),
  'user', current_user,
  'superuser', (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
  'inRecovery', pg_is_in_recovery(),
  'lsn', CASE WHEN pg_is_in_recovery() THEN NULL ELSE pg_current_wal_lsn()::text END,
  'zeroDamagedPages', current_setting('zero_damaged_pages'),
  'ignoreChecksumFailure', current_setting('ignore_checksum_failure'),
  'preparedTransactions', (SELECT count(*) FROM pg_prepared_xacts),
  'replicationSlots', (SELECT count(*) FROM pg_replication_slots),
  'subscriptions', (SELECT count(*) FROM pg_stat_subscription),
  'setAside', (SELECT coalesce(json_agg(json_build_object('name', datname, 'size', pg_database_size(oid))), '[]')
    FROM pg_database WHERE datname LIKE replace(current_database(), '_', '\\_') || '\\_\\_before\\_%'),
  'now', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
FROM pg_database d WHERE d.datname = current_database()`

export async function readFacts(database: Database, session: Session): Promise<Facts> {
  // First, because its error explains a failed login best.
  const facts = await session
    .query<Omit<Facts, 'revision' | 'dumpVersion' | 'readAt'>>(FACTS)
    .catch(explained(database))
  const readAt = Date.now()
  const [revision, { stdout }] = await Promise.all([readRevision(session), database.run(VERSIONS)])
  return {
    ...facts,
    readAt,
    revision,
    dumpVersion: /(\d+(\.\d+)*)/.exec(stdout)?.[1] ?? '0',
  }
}

/** In an encoding without a conversion to UTF-8, of which PostgreSQL has one, not even JSON can be created. */
function explained({ name }: Database) {
  return (cause: unknown): never => {
    if (!(cause instanceof SqlError) || !cause.message.includes('"MULE_INTERNAL"')) throw cause
    throw new UserError(
      `the database in ${name} uses the encoding MULE_INTERNAL, which PostgreSQL cannot convert to UTF-8. Migrate its data to a UTF-8 database`,
      { cause },
    )
  }
}

/** The schema revision recorded by a known migration tool; null if unknown. */
async function readRevision(session: Session): Promise<string | null> {
  try {
    const queries = await session.query<string[] | null>(
      `SELECT json_agg(query) FROM (${FIND_QUERIES}) AS found(query)`,
    )
    const rows: string[] = []
    for (const query of queries ?? [])
      rows.push(
        ...(await session.query<string[]>(`SELECT json_agg(entry::text) FROM (${query}) AS read(entry)`)),
      )
    return schemaIn(rows).revision ?? null
  } catch (error) {
    // A backup must not fail because of this.
    if (error instanceof SqlError) return null
    throw error
  }
}

/** Rejects servers whose dump could look valid but be incomplete. @returns warnings about what a dump does not contain */
export function checkFacts(facts: Facts): string[] {
  const { database, version, dumpVersion } = facts
  const problems: string[] = []
  if (!isPlainName(database))
    problems.push(`database "${database}" has a name that cannot be part of an object key`)
  const major = Math.floor(version / 10_000)
  if (Number.parseInt(dumpVersion, 10) < major)
    problems.push(
      `pg_dump ${dumpVersion} cannot dump server ${major}; install a client >= ${major} next to the server`,
    )
  for (const [name, value] of [
    ['zero_damaged_pages', facts.zeroDamagedPages],
    ['ignore_checksum_failure', facts.ignoreChecksumFailure],
  ]) {
    if (value !== 'off')
      problems.push(`${name} is on, so damaged rows would be skipped silently. Turn it off`)
  }
  if (problems.length > 0) throw new UserError(problems)
  return warningsOf(facts)
}

function warningsOf(facts: Facts): string[] {
  const { preparedTransactions, replicationSlots, subscriptions, setAside, extensions, database } = facts
  return [
    extensions.pg_cron !== undefined &&
      `pg_cron can be created in database "${database}" only (cron.database_name), so neither a drill nor a restore can create it in a new database next to the live one; restore under the same name as RESTORE.txt shows`,
    preparedTransactions > 0 && `${preparedTransactions} prepared transactions are not part of the dump`,
    replicationSlots > 0 && `${replicationSlots} replication slots are not part of the dump`,
    subscriptions > 0 && `${subscriptions} subscriptions are restored as disabled`,
    facts.inRecovery && 'the server is a standby; a long dump may be cancelled by replication conflicts',
    ...setAside.map(
      ({ name, size }) =>
        `database "${name}" (${Math.round(size / 1e6)} MB) was set aside by a restore. When it is no longer needed: DROP DATABASE "${name}"`,
    ),
  ].filter(warning => warning !== false)
}

/** zstd if pg_dump supports it: half the time of gzip for a smaller archive; otherwise gzip at level 2. */
export function codecFor(facts: Facts, wanted: string): string {
  if (wanted !== '') return wanted === 'none' ? '0' : wanted
  return Number.parseInt(facts.dumpVersion, 10) >= 16 ? 'zstd:1' : '2'
}
