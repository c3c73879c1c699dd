import { UserError } from '@tsh/action'
import type { Session } from '@tsh/postgres'
import { countTables } from '@tsh/postgres'
import type { Manifest } from '../../catalogue/manifest.ts'

export interface Recount {
  rows: number
  /** Tables that the backup did not count, so there is nothing to compare. */
  skipped: string[]
}

/** As the backup quotes a table; a name of the manifest becomes SQL here. */
const TABLE = /^"(?:[^"]|"")+"\."(?:[^"]|"")+"$/

/** Counts every table of the restored database. @throws UserError naming the tables that differ from the manifest */
export async function recount(session: Session, { contents }: Manifest): Promise<Recount> {
  const counted = contents.tables.filter(({ rows }) => rows !== undefined)
  const skipped = contents.tables.filter(({ rows }) => rows === undefined).map(({ table }) => table)
  const odd = counted.find(({ table }) => !TABLE.test(table))
  if (odd) throw new UserError(`the manifest names a table that is none: ${odd.table}. Use another backup`)
  const found = await countTables(
    session,
    counted.map(({ table }) => table),
  )
  const wrong = counted.flatMap(({ table, rows }, at) =>
    rows === found[at] ? [] : [`${table} has ${found[at]} rows and not ${rows}`],
  )
  const objects = await session.query<number>('SELECT count(*) FROM pg_largeobject_metadata')
  if (objects !== contents.largeObjects)
    wrong.push(`there are ${objects} large objects and not ${contents.largeObjects}`)
  if (wrong.length > 0) throw new UserError(`the restored database differs from the manifest: ${few(wrong)}`)
  return { rows: found.reduce((sum, rows) => sum + rows, 0), skipped }
}

function few(faults: readonly string[]): string {
  return faults.slice(0, 5).join('; ') + (faults.length > 5 ? ` and ${faults.length - 5} more` : '')
}
