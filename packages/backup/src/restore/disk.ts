import type { Database, Session } from '@tsh/postgres'
import { formatBytes, freeBytes } from '@tsh/server'
import { FREE_SPACE } from './scripts.ts'

/** Free bytes where a server keeps its databases. */
export async function spaceOf(
  database: Database,
  session: Session,
): Promise<{ free: number; folder: string }> {
  const folder = await session.query<string>(`SELECT to_json(current_setting('data_directory'))`)
  const { stdout } = await database.run(FREE_SPACE, { values: { TSH_FOLDER: folder } })
  return { free: freeBytes(stdout), folder: `${folder} of ${database.name}` }
}

/** A restored database, its indexes being built and the write-ahead log of it all, per byte of the database. */
const FACTOR = 2.5

/** Why there is too little space for a database, or nothing. */
export function lackOfSpace(free: number, size: number, where: string): string | undefined {
  const needed = size * FACTOR
  if (free >= needed) return undefined
  return `${formatBytes(free)} are free in ${where}, and ${formatBytes(needed)} are needed (${FACTOR} times the size of the database)`
}
