import type { SchemaDatabase } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { psql } from './psql.ts'
import { PRINT_CONTENTS } from './query.ts'

/** What a database contains. */
export interface DatabaseContents {
  /** Tables, views, sequences and large objects that do not belong to an extension. */
  objects: number
  /** When its cluster was created, in seconds since 1970 of the server's clock. */
  createdAt: number
}

/** The contents of each database that exists, or why one could not be read. */
export async function readContents(
  remote: Remote,
  databases: readonly SchemaDatabase[],
): Promise<{ contents: DatabaseContents[] } | { problem: string }> {
  const contents: DatabaseContents[] = []
  for (const database of databases) {
    const printed = await psql(remote, database, PRINT_CONTENTS)
    if ('problem' in printed) return printed
    for (const line of printed.lines) {
      const [objects, createdAt] = JSON.parse(line) as [number, number]
      contents.push({ objects, createdAt })
    }
  }
  return { contents }
}
