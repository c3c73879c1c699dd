import type { ComposeModel, ReleaseFacts, SchemaDatabase } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import {
  alembicHeads,
  appliedBetween,
  databasePlaces,
  findDatabases,
  NO_REVISION,
  printedRevision,
  readSchema,
  type Schema,
  type SchemaReading,
} from '@tsh/schema'
import type { DeployInputs } from '../inputs.ts'
import { outputOf } from './migrate.ts'
import { currentCommand } from './revision.ts'

/** Reads the schema of the application, before its migrations and after them. */
export interface SchemaReader {
  /** Databases that record it; undefined when a command prints it. */
  databases?: readonly SchemaDatabase[]
  read(): Promise<SchemaReading>
}

/** What the journal records about the schema of a release. */
export type SchemaFacts = Pick<
  ReleaseFacts,
  'migrates' | 'revisionBefore' | 'revisionAfter' | 'revisionProblem' | 'migrations' | 'schemaDatabases'
>

type Inputs = Pick<DeployInputs, 'application' | 'version' | 'migrateCommand' | 'revisionCommand'>

/** A release that fails before its migrations has migrated nothing. */
export const NOT_MIGRATED: SchemaFacts = { migrates: false }

/**
 * Determines how the schema can be read: with `revision-command`, from the application's own databases on the server,
 * or else with `alembic current` if migrations use Alembic.
 * @param service service whose image contains the commands
 */
export async function openSchemaReader(
  inputs: Inputs,
  remote: Remote,
  { model, service }: { model: ComposeModel; service: string },
): Promise<SchemaReader> {
  const { application, version, migrateCommand, revisionCommand } = inputs
  const printed = async (
    command: string,
    revisionIn: (output: string) => string | undefined,
  ): Promise<SchemaReading> => {
    const result = await outputOf(remote, application, { command, service, version, model })
    if ('problem' in result) return result
    const revision = revisionIn(result.output)
    return { schema: { revision, heads: revision ?? '', applied: [] } }
  }
  if (revisionCommand) return { read: () => printed(revisionCommand, printedRevision) }
  const places = databasePlaces(model.services, version)
  const found =
    places.kind === 'services'
      ? await findDatabases(remote, model.name, places.databases)
      : { problem: places.why }
  const alembic = currentCommand(migrateCommand)
  const throughAlembic = alembic ? () => printed(alembic, alembicHeads) : undefined
  if ('problem' in found) return { read: throughAlembic ?? (async () => found) }
  const { databases } = found
  return {
    databases,
    async read() {
      const reading = await readSchema(remote, databases)
      const known = 'schema' in reading && reading.schema.revision !== undefined
      return known || !throughAlembic ? reading : throughAlembic()
    },
  }
}

/** What the journal records, once both readings are known; before the migrations there is only the first. */
export function schemaFacts(
  { databases }: SchemaReader,
  before: SchemaReading,
  after?: SchemaReading,
): SchemaFacts {
  const known = revisionOf(before)
  if (!after) return { revisionBefore: known, revisionProblem: problemOf(before) }
  const revisionAfter = revisionOf(after)
  if (revisionAfter === undefined) {
    const noRevision = databases
      ? 'its database has no table of a known migration tool'
      : 'the command printed no revision'
    return { revisionBefore: known, revisionProblem: problemOf(after) ?? noRevision }
  }
  if (!('schema' in before)) return { revisionAfter, revisionProblem: before.problem }
  return {
    // No migrations had been applied before.
    revisionBefore: known ?? NO_REVISION,
    revisionAfter,
    migrations: known === revisionAfter ? undefined : appliedBetween(before.schema, schemaOf(after)),
    schemaDatabases: databases,
  }
}

const revisionOf = (reading: SchemaReading): string | undefined =>
  'schema' in reading ? reading.schema.revision : undefined
const problemOf = (reading: SchemaReading): string | undefined =>
  'problem' in reading ? reading.problem : undefined
const schemaOf = (reading: SchemaReading): Schema =>
  'schema' in reading ? reading.schema : { revision: undefined, heads: '', applied: [] }
