import { UserError } from '@tsh/action'
import type { Followed } from './application/follow-addresses.ts'
import { isPlainName } from './plain-name.ts'
import type { UsedDatabase } from './used-databases.ts'

/**
 * The database to back up where no input names one: the one that the application uses, also where the container was made
 * with another (`POSTGRES_DB`).
 * @param own of the container
 * @throws UserError when the application uses several, and not the container's own
 */
export function applicationDatabase(used: readonly UsedDatabase[], own: string): string {
  const names = [...new Set(used.map(({ database }) => database))]
  const [name = own] = names
  if (names.includes(own)) return own
  if (names.length > 1)
    throw new UserError(
      `cannot determine which database to back up: the application uses ${listed(used)}, and not "${own}", which is the container's own. Set "database-name"`,
    )
  if (!isPlainName(name))
    throw new UserError(
      `the application uses ${listed(used)}, a name that cannot be part of an object's key. Set "database-name"`,
    )
  return name
}

/** Warnings about databases that the application uses in addition to the one that is backed up. */
export function otherDatabases(used: readonly UsedDatabase[], database: string): string[] {
  const others = used.filter(one => one.database !== database)
  if (others.length === 0) return []
  return [
    `the application also uses ${listed(others)}, which this backup of "${database}" does not contain. Back it up in another step with "database-name"`,
  ]
}

/** The databases of a server among those that the addresses of the application lead to, under the server's own names. */
export function reachedOn(serverStarted: string, followed: readonly Followed[]): UsedDatabase[] {
  return followed.flatMap(({ by, reached }) =>
    'identity' in reached && reached.identity.serverStarted === serverStarted
      ? [{ database: reached.identity.database, by }]
      : [],
  )
}

/** Why no database of a server is known to be the application's. @param server for the message */
export function notReached(followed: readonly Followed[], server: string): string {
  const places = followed.map(
    ({ database, by, reached }) =>
      `"${database}" (${by}; ${'problem' in reached ? reached.problem : 'it leads to another server'})`,
  )
  return `the application uses ${places.join(', ')}, and nothing shows that this is in ${server}`
}

const listed = (used: readonly UsedDatabase[]): string =>
  [...new Map(used.map(({ database, by }) => [database, `"${database}" (${by})`])).values()].join(', ')
