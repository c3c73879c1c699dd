import { redactedStart } from '@tsh/action'
import type { SchemaDatabase } from '@tsh/deployment'
import { CONNECT, runningContainer } from '@tsh/postgres'
import type { Remote } from '@tsh/remote'
import type { DatabasePlace } from './places.ts'
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

const CONTAINER = /^[A-Za-z0-9][\w.-]*$/
const SCRIPT = `${CONNECT}
exec psql -X -A -t -q -w -v ON_ERROR_STOP=1 -f -`

/**
 * Reads the records of migration tools with psql in the database containers, with the credentials of each container. A
 * database that does not exist yet has no migrations.
 */
export async function readSchema(
  remote: Remote,
  databases: readonly SchemaDatabase[],
): Promise<SchemaReading> {
  const lines: string[] = []
  for (const { container, database } of databases) {
    if (!CONTAINER.test(container)) return { problem: `"${container}" is not a valid container name` }
    const variables = database === '' ? [] : ['-e', `TSH_DATABASE=${database}`]
    const { code, stdout, stderr } = await remote.run(
      ['docker', 'exec', '-i', ...variables, '--', container, 'sh', '-c', SCRIPT],
      { input: PRINT_MIGRATIONS, allowFailure: true },
    )
    if (code === 0) lines.push(...stdout.split('\n'))
    else if (!/database ".*" does not exist/.test(stderr))
      return { problem: `psql in container ${container} failed: ${lastLine(stderr) || `exit code ${code}`}` }
  }
  return { schema: schemaIn(lines) }
}

const lastLine = (text: string): string => redactedStart(text.trim().split('\n').at(-1) ?? '', 200)
