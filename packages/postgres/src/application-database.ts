import { UserError } from '@tsh/action'
import type { Followed } from './application/follow-addresses.ts'
import { isPlainName } from './plain-name.ts'
import type { UsedDatabase } from './used-databases.ts'

/**
 * The database to back up if no input sets one: the one used by the application, even if the container was created with
 * another one (`POSTGRES_DB`).
 * @param own the default database of the container
 * @throws UserError when the application uses several databases but not the container's own
 */
export function applicationDatabase(used: readonly UsedDatabase[], own: string): string {
  const names = [...new Set(used.map(({ database }) => database))]
  const [name = own] = names
  if (names.includes(own)) return own
  if (names.length > 1)
    throw new UserError(
      `cannot determine which database to back up: the application uses ${listed(used)}, but not the container's own database "${own}". Set "database-name"`,
    )
  if (!isPlainName(name))
    throw new UserError(
      `the application uses ${listed(used)}, a name that cannot be part of an object key. Set "database-name"`,
    )
  return name
}

/** Warnings about databases that the application uses but that are not backed up. */
export function otherDatabases(used: readonly UsedDatabase[], database: string): string[] {
  const others = used.filter(other => other.database !== database)
  if (others.length === 0) return []
  return [
    `the application also uses ${listed(others)}, which this backup of "${database}" does not contain. Back it up in another step with "database-name"`,
  ]
}

/** The databases of a server that are reached by the addresses of the application, under the server's own names. */
export function reachedOn(serverStarted: string, followed: readonly Followed[]): UsedDatabase[] {
  return followed.flatMap(({ by, reached }) =>
    'identity' in reached && reached.identity.serverStarted === serverStarted
      ? [{ database: reached.identity.database, by }]
      : [],
  )
}

/** Why no database of a server is known to belong to the application. @param server for the message */
export function notReached(followed: readonly Followed[], server: string): string {
  const places = followed.map(
    ({ database, by, reached }) =>
      `"${database}" (${by}; ${'problem' in reached ? reached.problem : 'a different server'})`,
  )
  return `the application uses ${places.join(', ')}, which could not be confirmed to be in ${server}`
}

const listed = (used: readonly UsedDatabase[]): string =>
  [...new Map(used.map(({ database, by }) => [database, `"${database}" (${by})`])).values()].join(', ')
