import type { Session } from './session.ts'

/** The row count of a table in the snapshot of the dump; `rows` is missing if counting took too long. */
export interface TableCount {
  /** `schema.name`, quoted for SQL. */
  table: string
  rows?: number | undefined
}

/** Tables counted per statement. Each is locked with its indexes, in addition to all those locked by pg_dump. */
export const TABLES_PER_STATEMENT = 20

/**
 * Counts tables, many in one statement: a round trip per table would take longer than most counts.
 * @param tables names, quoted for SQL
 */
export async function countTables(session: Session, tables: readonly string[]): Promise<number[]> {
  const counts: number[] = []
  for (let from = 0; from < tables.length; from += TABLES_PER_STATEMENT) {
    const values = tables
      .slice(from, from + TABLES_PER_STATEMENT)
      .map((table, at) => `(${at}, (SELECT count(*) FROM ONLY ${table}))`)
    counts.push(
      ...(await session.query<number[]>(
        `SELECT json_agg(rows ORDER BY at) FROM (VALUES ${values.join(', ')}) AS counted(at, rows)`,
      )),
    )
  }
  return counts
}
