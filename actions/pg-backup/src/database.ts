import { UserError } from '@tsh/action'
import type { ComposeModel } from '@tsh/deployment'

/**
 * The compose service of the database.
 * @param wanted its name, or empty for the only service with a postgres image
 */
export function databaseService(model: ComposeModel, wanted: string): string {
  const names = Object.keys(model.services)
  if (wanted !== '') {
    if (names.includes(wanted)) return wanted
    throw new UserError(
      `the compose file has no service "${wanted}" (it has ${names.join(', ')}). Check "database-service"`,
    )
  }
  const found = names.filter(name =>
    /(^|\/)(postgres|postgis|timescaledb)[^/]*(:|$)/.test(model.services[name]?.image ?? ''),
  )
  if (found.length === 1) return found[0] as string
  const seen =
    found.length === 0 ? 'no service has a postgres image' : `${found.join(' and ')} have postgres images`
  throw new UserError(`cannot tell which service is the database: ${seen}. Set "database-service"`)
}

/** Every archive that `pg_dump -Fc` writes starts like this (PostgreSQL, src/bin/pg_dump/pg_backup_archiver.c). */
export const MAGIC = Buffer.from('PGDMP')

/**
 * What runs inside the database container. Its own user and database names and its local socket are used, so no
 * password and no URL is needed. pg_dump compresses by itself: without a pipe there is one process and one exit code.
 */
export const DUMP =
  'exec pg_dump --format=custom --compress=2 --lock-wait-timeout=60000 --no-password --username="${POSTGRES_USER:-postgres}" --dbname="${POSTGRES_DB:-${POSTGRES_USER:-postgres}}"'

/** Key of a backup, without its ending: sorted by time, unique for a run. */
export function backupKey(
  prefix: string,
  now: Date,
  version: string,
  run: { id: string; attempt: string },
): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '').replaceAll('-', '')
  return `${prefix}/${time}Z-${version}-${run.id}-${run.attempt}`
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 2 : 0)} MB`
}
