import { log, UserError } from '@tsh/action'
import { applicationDatabase, notReached, otherDatabases, reachedOn } from '../application-database.ts'
import { DATABASE, STARTED } from '../scripts.ts'
import type { UsedDatabase } from '../used-databases.ts'
import type { Followed } from './follow-addresses.ts'

/** The databases of the application according to its environment variables. */
export interface ApplicationDatabases {
  /** Databases on the server itself. */
  used: readonly UsedDatabase[]
  /** Resolves addresses on other hosts, such as a pooler, which may lead to the server. */
  follow(): Promise<Followed[]>
}

/** A backup of the wrong database is worse than none; a restore shows its plan and is confirmed by name. */
export type Purpose = 'backup' | 'other'

/** A database server with a login, see `Database`. */
interface Server {
  readonly name: string
  run(script: string, options?: { allowFailure?: boolean }): Promise<{ code: number; stdout: string }>
}

interface Choice {
  database: string
  /** Warnings about databases not contained in a backup of it. */
  warnings: string[]
}

/**
 * The database of a server that the application uses.
 * @param server with its own login
 * @throws UserError for a backup, when the server cannot be confirmed to have a database of the application
 */
export async function chooseDatabase(
  server: Server,
  { used, follow }: ApplicationDatabases,
  purpose: Purpose,
): Promise<Choice> {
  const { stdout: own } = await server.run(DATABASE)
  if (used.length > 0) return chosen(used, own)
  const serverStarted = await startOf(server)
  // The login failed; the session reports the reason.
  if (serverStarted === undefined) return { database: own, warnings: [] }
  const followed = await follow()
  const reached = reachedOn(serverStarted, followed)
  return reached.length > 0
    ? chosen(reached, own)
    : unconfirmed(followed, { own, server: server.name, purpose })
}

function chosen(used: readonly UsedDatabase[], own: string): Choice {
  const database = applicationDatabase(used, own)
  if (database !== own)
    log.info(`Using the application's database "${database}" instead of the container's own "${own}"`)
  return { database, warnings: otherDatabases(used, database) }
}

function unconfirmed(
  followed: readonly Followed[],
  { own, server, purpose }: { own: string; server: string; purpose: Purpose },
): Choice {
  const why = notReached(followed, server)
  if (purpose === 'backup')
    throw new UserError(
      `cannot determine which database to back up: ${why}. Set "database-name" if it is there, or "database-source", "database-service" or "database-url" to its location`,
    )
  const names = new Set(followed.map(({ database }) => database))
  const [name = own] = names.size === 1 ? names : []
  log.warning(`Using database "${name}", although ${why}. Set "database-name" to be sure`)
  return { database: name, warnings: [] }
}

async function startOf(server: Server): Promise<string | undefined> {
  const { code, stdout } = await server.run(STARTED, { allowFailure: true })
  return code === 0 ? stdout.trim() || undefined : undefined
}
