import type { Manifest } from '@tsh/backup'
import type { Followed } from '@tsh/postgres'

/** Evidence of which database the application uses. */
export interface DatabaseUse {
  /** Databases in the backed-up service that its variables name. */
  named: readonly string[]
  /** Databases on other hosts that its variables name, each with the server that its address leads to. */
  followed: readonly Followed[]
  /** Input `database-name`; undefined when not declared. */
  declared: string | undefined
}

/** Whether a backup is of the database that the application uses. */
export type Verdict =
  | { kind: 'proven' }
  /** The user has declared the database, or no variable names one. */
  | { kind: 'assumed'; why: string }
  | { kind: 'refused'; why: string }

/**
 * Decides whether a backup is of the application's database. A variable may name the same database in the same service,
 * or lead to the same running server. The name alone proves nothing: it may be a copy, such as one left behind by a
 * migration to another server.
 */
export function databaseVerdict(
  manifest: Pick<Manifest, 'database' | 'server' | 'source'>,
  { named, followed, declared }: DatabaseUse,
): Verdict {
  const { database } = manifest
  const refused = (why: string): Verdict => ({ kind: 'refused', why })
  if (declared !== undefined && declared !== database)
    return refused(`it contains database "${database}", but "database-name" is "${declared}"`)
  if (named.includes(database)) return { kind: 'proven' }
  if (named.length > 0)
    return refused(`it contains database "${database}", but the application uses "${named.join('", "')}"`)
  if (followed.some(one => leadsTo(manifest, one))) return { kind: 'proven' }
  const why = doubt(manifest, followed)
  return declared === undefined && followed.length > 0 ? refused(why) : { kind: 'assumed', why }
}

function leadsTo(
  { database, server }: Pick<Manifest, 'database' | 'server'>,
  { reached }: Followed,
): boolean {
  if (!('identity' in reached) || reached.identity.database !== database) return false
  return reached.identity.serverStarted === server.serverStarted
}

function doubt(
  { database, source }: Pick<Manifest, 'database' | 'source'>,
  followed: readonly Followed[],
): string {
  const where =
    source.container === undefined ? "the server's own PostgreSQL" : `container ${source.container}`
  const backedUp = `"${database}" of ${where}`
  if (followed.length === 0)
    return `no variable of the application names its database, so it may be a different one than ${backedUp}`
  return `cannot verify that the application uses ${backedUp}: ${followed.map(placeOf).join('; ')}`
}

function placeOf({ by, reached }: Followed): string {
  if ('problem' in reached) return `${by} could not be resolved to a database (${reached.problem})`
  return `${by} leads to "${reached.identity.database}" on a server that was started at ${reached.identity.serverStarted}`
}
