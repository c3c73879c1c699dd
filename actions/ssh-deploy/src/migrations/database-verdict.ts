import type { Manifest } from '@tsh/backup'
import type { Followed } from '@tsh/postgres'

/** What shows which database the application uses. */
export interface DatabaseUse {
  /** Databases that its variables name in the service that was backed up. */
  named: readonly string[]
  /** Those that they name on other hosts, each with where its address leads. */
  followed: readonly Followed[]
  /** Input `database-name`; nothing where no one has declared it. */
  declared: string | undefined
}

/** Whether a backup is of the database that the application uses. */
export type Verdict =
  | { kind: 'proven' }
  /** A user has declared the database, or no variable says anything. */
  | { kind: 'assumed'; why: string }
  | { kind: 'refused'; why: string }

/**
 * Decides whether a backup is of the application's database. A variable may name the database as the backup does, or lead
 * to the same running server: a name alone is that of any copy, such as one that was left behind by a move.
 */
export function databaseVerdict(
  manifest: Pick<Manifest, 'database' | 'server' | 'source'>,
  { named, followed, declared }: DatabaseUse,
): Verdict {
  const { database } = manifest
  const refused = (why: string): Verdict => ({ kind: 'refused', why })
  if (declared !== undefined && declared !== database)
    return refused(`it is of database "${database}", and "database-name" is "${declared}"`)
  if (named.includes(database)) return { kind: 'proven' }
  if (named.length > 0)
    return refused(`it is of database "${database}", and the application uses "${named.join('", "')}"`)
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
    return `no variable of the application names its database, so it may not be ${backedUp}`
  return `nothing shows that the application uses ${backedUp}: ${followed.map(placeOf).join('; ')}`
}

function placeOf({ by, reached }: Followed): string {
  if ('problem' in reached) return `${by} could not be followed (${reached.problem})`
  return `${by} leads to "${reached.identity.database}" of a server that was started at ${reached.identity.serverStarted}`
}
