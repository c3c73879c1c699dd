import { log, UserError } from '@tsh/action'
import type { Release, SchemaDatabase } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { migratingReleases, type Outlook, type RollbackRange, readSchema, rollbackOutlook } from '@tsh/schema'
import type { RollbackInputs } from './inputs.ts'
import { explainRefusal } from './report.ts'

/** A rollback that was refused before it has changed anything. */
export class RollbackRefused extends UserError {}

type Refused = Extract<Outlook, { kind: 'refused' }>

/**
 * Lets a rollback cross migrations only when each of them says that the version before it works with it, or a person
 * does: the old code on a schema that it does not know may destroy data without an error.
 * @throws RollbackRefused with what is known of the schema, the backup that belongs to it and the ways out
 */
export async function guardSchema(
  {
    application: { path },
    skipSchemaCheckReason,
  }: Pick<RollbackInputs, 'application' | 'skipSchemaCheckReason'>,
  remote: Remote,
  releases: readonly Release[],
  range: RollbackRange,
): Promise<void> {
  const migrating = migratingReleases(releases, range)
  if (migrating.length === 0) return
  const present = await presentRevision(remote, migrating.at(-1)?.schemaDatabases)
  const outlook = await rollbackOutlook(remote, { path, releases, range, present })
  if (outlook.kind === 'possible') return log.info(`The schema allows it: ${outlook.why}`)
  if (skipSchemaCheckReason) {
    log.warning(`${outlook.why}; rolled back because: ${skipSchemaCheckReason}`, 'rollback')
    return
  }
  await explainRefusal(outlook, range)
  throw new RollbackRefused(`ROLLBACK REFUSED, ${range.from.version} stays live: ${refusal(outlook, range)}`)
}

/** The revision of the databases now: someone may have migrated since, or taken migrations back. */
async function presentRevision(
  remote: Remote,
  databases: readonly SchemaDatabase[] | undefined,
): Promise<string | undefined> {
  if (!Array.isArray(databases) || databases.length === 0) return undefined
  const reading = await readSchema(remote, databases)
  if ('schema' in reading) return reading.schema.revision
  log.info(`The schema cannot be read now, so what the journal has counts: ${reading.problem}`)
  return undefined
}

function refusal({ why, difference }: Refused, { to: { version } }: RollbackRange): string {
  const backup = difference.backup ? `, or restore backup ${difference.backup}` : ''
  const skip = `set "skip-schema-check-reason" to the reason why ${version} works with the present schema`
  return difference.kind === 'changed'
    ? `${why}, and nothing says that ${version} works with it. Deploy a repaired version, ${skip}, downgrade to ${difference.before} first${backup}`
    : `cannot determine whether ${version} works with the present schema: ${why}. Deploy a repaired version, ${skip}${backup}; "revision-command" of ssh-deploy makes the revision known`
}
