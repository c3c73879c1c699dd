import type { Database, Session } from '@tsh/postgres'
import { formatBytes, freeBytes } from '@tsh/server-query'
import { FREE_SPACE } from './scripts.ts'

/** Free bytes in the data directory of a server. */
export async function freeSpaceOf(
  database: Database,
  session: Session,
): Promise<{ free: number; folder: string }> {
  const folder = await session.query<string>(`SELECT to_json(current_setting('data_directory'))`)
  const { stdout } = await database.run(FREE_SPACE, { values: { TSH_FOLDER: folder } })
  return { free: freeBytes(stdout), folder: `${folder} of ${database.name}` }
}

/** Space for the restored database, index builds and write-ahead log, relative to the database size. */
const SPACE_FACTOR = 2.5

/** Why there is not enough space for a database, or undefined. */
export function spaceProblem(free: number, size: number, where: string): string | undefined {
  const needed = size * SPACE_FACTOR
  if (free >= needed) return undefined
  return `only ${formatBytes(free)} free in ${where}, ${formatBytes(needed)} required (${SPACE_FACTOR} times the database size)`
}
