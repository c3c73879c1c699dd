import { log, redact, UserError } from '@tsh/action'
import type { Release } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import {
  COMPATIBLE,
  listed,
  type Outlook,
  rollbackOutlook,
  type SchemaReading,
  unmarkedFiles,
} from '@tsh/schema'
import type { DeployInputs } from '../inputs.ts'
import type { SchemaFacts } from '../migrations/schema-reader.ts'
import type { ReleasePlan } from '../release-plan.ts'

type Inputs = Pick<DeployInputs, 'application' | 'version' | 'sha' | 'migrateCommand' | 'requireReversible'>

/**
 * With `require-reversible`, refuses a commit that adds unmarked migrations, before they run.
 * @throws UserError that lists them
 */
export async function requireMarkedMigrations(
  { application: { path }, version, sha, migrateCommand, requireReversible }: Inputs,
  remote: Remote,
  { facts: { previous } }: Pick<ReleasePlan, 'facts'>,
): Promise<void> {
  if (!requireReversible || migrateCommand === '' || !previous) return
  const unmarked = await unmarkedFiles(remote, { path, before: previous.sha, after: sha })
  if (!unmarked?.length) return
  throw new UserError(
    `${version} could not be rolled back automatically: ${listed(unmarked)} ${unmarked.length > 1 ? 'are' : 'is'} not marked "${COMPATIBLE}", and "require-reversible" is set. Nothing was migrated. Make ${previous.version} work with the new schema and mark it, or deploy without "require-reversible"`,
  )
}

/**
 * The same for an unknown schema revision, because the effect of a migration cannot be determined.
 * @throws UserError with the reason
 */
export function requireKnownRevision(
  { version, migrateCommand, requireReversible }: Inputs,
  { facts: { previous } }: Pick<ReleasePlan, 'facts'>,
  reading: SchemaReading,
): void {
  if (!requireReversible || migrateCommand === '' || !previous || !('problem' in reading)) return
  throw new UserError(
    `${version} could not be rolled back automatically: the schema revision is unknown (${reading.problem}), and "require-reversible" is set. Nothing was migrated. Let "revision-command" print the revision, or deploy without "require-reversible"`,
  )
}

/**
 * Refuses to start a release when the schema revision is unreadable after its migrations: the server has a new problem,
 * such as its disk, and the release could not be rolled back automatically. If the revision was unreadable before as
 * well, the user has already been warned.
 * @throws UserError with the reason
 */
export function requireReadableRevision(
  { version }: Pick<Inputs, 'version'>,
  { facts: { previous } }: Pick<ReleasePlan, 'facts'>,
  { before, after }: { before: SchemaReading; after: SchemaReading },
): void {
  if (!previous || !('problem' in after) || !('schema' in before) || before.schema.revision === undefined)
    return
  throw new UserError(
    `the schema revision could be read before the migrations of ${version}, but not after them (${after.problem}), so ${version} was not started: it could not be rolled back automatically. The migrations have run. Fix the cause and deploy again`,
  )
}

/**
 * Reports whether the release can be rolled back automatically, before users reach it.
 * @returns a short result
 * @throws UserError when it cannot and `require-reversible` is set
 */
export async function reportOutlook(
  { application: { path }, version, requireReversible }: Inputs,
  remote: Remote,
  {
    plan: { id, slot, facts },
    releases,
    schema,
  }: { plan: Omit<ReleasePlan, 'profiles'>; releases: readonly Release[]; schema: SchemaFacts },
): Promise<string> {
  const to = facts.previous
  if (!to) return reported('nothing was live before')
  if (!slot && to.version === version) return reported(`${version} was live before as well`)
  const from: Release = { ...facts, ...schema, id, state: 'started', exposed: false, wasLive: false }
  const range = { from, to }
  const outlook = await rollbackOutlook(remote, { path, releases: [...releases, from], range })
  if (outlook.kind === 'possible') return reported('possible', outlook)
  const text = `refused automatically, ${outlook.why}`
  if (requireReversible)
    throw new UserError(
      `${version} could not be rolled back automatically: ${outlook.why}, and "require-reversible" is set. ${to.version} stays live, and the migrations of ${version} have run`,
    )
  log.warning(`Rollback: ${text}`, 'ssh-deploy')
  // GitHub drops an output that contains a secret.
  return redact(text)
}

function reported(text: string, outlook?: Extract<Outlook, { kind: 'possible' }>): string {
  log.info(`Rollback: ${text}${outlook ? ` (${outlook.why})` : ''}`)
  return text
}
