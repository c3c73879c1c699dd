import { UserError } from '@tsh/action'
import type { Session } from '@tsh/postgres'
import { countTables } from '@tsh/postgres'
import type { Manifest } from '../../catalogue/manifest.ts'

export interface Recount {
  rows: number
  /** Tables that the backup did not count and that cannot be compared. */
  skipped: string[]
}

/** The quoted form written by the backup; names from the manifest become SQL here. */
const TABLE = /^"(?:[^"]|"")+"\."(?:[^"]|"")+"$/

/** Counts every table of the restored database. @throws UserError with the tables that differ from the manifest */
export async function recount(session: Session, { contents }: Manifest): Promise<Recount> {
  const counted = contents.tables.filter(({ rows }) => rows !== undefined)
  const skipped = contents.tables.filter(({ rows }) => rows === undefined).map(({ table }) => table)
  const invalid = counted.find(({ table }) => !TABLE.test(table))
  if (invalid)
    throw new UserError(`the manifest contains an invalid table name: ${invalid.table}. Use another backup`)
  const found = await countTables(
    session,
    counted.map(({ table }) => table),
  )
  const wrong = counted.flatMap(({ table, rows }, at) =>
    rows === found[at] ? [] : [`${table} has ${found[at]} rows, expected ${rows}`],
  )
  const objects = await session.query<number>('SELECT count(*) FROM pg_largeobject_metadata')
  if (objects !== contents.largeObjects)
    wrong.push(`there are ${objects} large objects, expected ${contents.largeObjects}`)
  if (wrong.length > 0) throw new UserError(`the restored database differs from the manifest: ${few(wrong)}`)
  return { rows: found.reduce((sum, rows) => sum + rows, 0), skipped }
}

function few(faults: readonly string[]): string {
  return faults.slice(0, 5).join('; ') + (faults.length > 5 ? ` and ${faults.length - 5} more` : '')
}
