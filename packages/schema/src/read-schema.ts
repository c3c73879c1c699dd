import type { SchemaDatabase } from '@tsh/deployment'
import { runningContainer } from '@tsh/postgres'
import type { Remote } from '@tsh/remote'
import type { DatabasePlace } from './places.ts'
import { psql } from './psql.ts'
import { PRINT_MIGRATIONS } from './query.ts'
import { type Schema, schemaIn } from './schema.ts'

/** A schema, or why it could not be read. */
export type SchemaReading = { schema: Schema } | { problem: string }

/** The containers of databases. @param project name of the compose project */
export async function findDatabases(
  remote: Remote,
  project: string,
  places: readonly DatabasePlace[],
): Promise<{ databases: SchemaDatabase[] } | { problem: string }> {
  const databases: SchemaDatabase[] = []
  for (const { service, database } of places) {
    const container = await runningContainer(remote, project, service)
    if (container === undefined) return { problem: `no container of service "${service}" is running` }
    databases.push({ container, database })
  }
  return { databases }
}

/**
 * Reads the records of migration tools in the database containers. A database that does not exist yet has no
 * migrations.
 */
export async function readSchema(
  remote: Remote,
  databases: readonly SchemaDatabase[],
): Promise<SchemaReading> {
  const lines: string[] = []
  for (const database of databases) {
    const printed = await psql(remote, database, PRINT_MIGRATIONS)
    if ('problem' in printed) return printed
    lines.push(...printed.lines)
  }
  return { schema: schemaIn(lines) }
}
