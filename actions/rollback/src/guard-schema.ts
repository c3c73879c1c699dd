import { log, UserError } from '@tsh/action'
import type { Release, SchemaDatabase } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { migratingReleases, type Outlook, type RollbackRange, readSchema, rollbackOutlook } from '@tsh/schema'
import type { RollbackInputs } from './inputs.ts'
import { explainRefusal } from './report.ts'

/** A rollback that was refused before it changed anything. */
export class RollbackRefused extends UserError {}

type Refused = Extract<Outlook, { kind: 'refused' }>

/**
 * Lets a rollback cross migrations only if each of them is marked as compatible with the previous version, or a user
 * has given a reason: old code on an unknown schema may destroy data without an error.
 * @throws RollbackRefused with what is known about the schema, the matching backup and the options
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
  const current = await currentRevision(remote, migrating.at(-1)?.schemaDatabases)
  const outlook = await rollbackOutlook(remote, { path, releases, range, present: current })
  if (outlook.kind === 'possible') return log.info(`Schema is compatible: ${outlook.why}`)
  if (skipSchemaCheckReason) {
    log.warning(`${outlook.why}; rolled back because: ${skipSchemaCheckReason}`, 'rollback')
    return
  }
  await explainRefusal(outlook, range)
  throw new RollbackRefused(`ROLLBACK REFUSED, ${range.from.version} stays live: ${refusal(outlook, range)}`)
}

/** The current revision of the databases: someone may have applied or reverted migrations since. */
async function currentRevision(
  remote: Remote,
  databases: readonly SchemaDatabase[] | undefined,
): Promise<string | undefined> {
  if (!Array.isArray(databases) || databases.length === 0) return undefined
  const reading = await readSchema(remote, databases)
  if ('schema' in reading) return reading.schema.revision
  log.info(`Cannot read the current schema, falling back to the journal: ${reading.problem}`)
  return undefined
}

function refusal({ why, difference }: Refused, { to: { version } }: RollbackRange): string {
  const backup = difference.backup ? `, or restore backup ${difference.backup}` : ''
  const skip = `set "skip-schema-check-reason" to the reason why ${version} works with the current schema`
  return difference.kind === 'changed'
    ? `${why}, and nothing shows that ${version} works with it. Deploy a fixed version, ${skip}, downgrade to ${difference.before} first${backup}`
    : `cannot determine whether ${version} works with the current schema: ${why}. Deploy a fixed version, ${skip}${backup}; set "revision-command" of ssh-deploy to make the revision known`
}
