import { UserError } from '@tsh/action'
import type { Database, Session } from '@tsh/postgres'
import { megabytes } from '../size.ts'
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

/** Free bytes, from the output of `df -Pk` for one folder. */
export function freeBytes(df: string): number {
  const [, line = ''] = df.trim().split('\n')
  const free = /\s(\d+)\s+\d+%\s/.exec(line)?.[1]
  if (free === undefined) throw new UserError(`df told no free space but "${df.trim().slice(0, 200)}"`)
  return Number(free) * 1024
}

/** Why there is too little space for a database, or nothing. */
export function lackOfSpace(free: number, size: number, where: string): string | undefined {
  const needed = size * FACTOR
  if (free >= needed) return undefined
  return `${megabytes(free)} are free in ${where}, and ${megabytes(needed)} are needed (${FACTOR} times the size of the database)`
}
