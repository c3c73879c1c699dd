import type { Session } from './session.ts'

/** A table as the dump's own snapshot shows it; `rows` is missing where counting took too long. */
export interface TableCount {
  /** `schema.name`, quoted as SQL needs it. */
  table: string
  rows?: number | undefined
}

/** Tables of one statement. Each is locked with its indexes, beside all those that pg_dump locks. */
export const AT_ONCE = 20

/**
 * Counts tables, many in one statement: a round trip for each would take longer than the counting of most.
 * @param tables names, quoted as SQL needs it
 */
export async function countTables(session: Session, tables: readonly string[]): Promise<number[]> {
  const counts: number[] = []
  for (let from = 0; from < tables.length; from += AT_ONCE) {
    const values = tables
      .slice(from, from + AT_ONCE)
      .map((table, at) => `(${at}, (SELECT count(*) FROM ONLY ${table}))`)
    counts.push(
      ...(await session.query<number[]>(
        `SELECT json_agg(rows ORDER BY at) FROM (VALUES ${values.join(', ')}) AS counted(at, rows)`,
      )),
    )
  }
  return counts
}
