import { UserError, type WorkflowRun } from '@tsh/action'
import {
  type Application,
  activeProfiles,
  type BuiltImage,
  type ComposeModel,
  inDependencyOrder,
  otherServices,
  otherSlot,
  type Placement,
  type ReleaseFacts,
  releaseServices,
  type ServerState,
  type Slot,
  type Slots,
  withRole,
} from '@tsh/deployment'
import type { DeployInputs } from './inputs.ts'

/** The release that is about to be deployed, before its services are known. */
export interface ReleasePlan {
  id: string
  slot: Slot | undefined
  /** Compose profiles that are active on the server. */
  profiles: readonly string[]
  facts: ReleaseFacts
}

/** Decides the slot and ID of a release from the live state. @param existing services that have a container */
export function planRelease(
  {
    application,
    version,
    sha,
    images,
    backup,
    migrateCommand,
    skipMigrationsReason,
    skipTestsReason,
    forceSlot,
  }: Pick<
    DeployInputs,
    | 'application'
    | 'version'
    | 'sha'
    | 'backup'
    | 'migrateCommand'
    | 'skipMigrationsReason'
    | 'skipTestsReason'
    | 'forceSlot'
  > & { images: readonly BuiltImage[] },
  state: Pick<ServerState, 'env' | 'active' | 'version' | 'sha' | 'releases'>,
  { run, existing }: { run: WorkflowRun; existing: readonly string[] },
): ReleasePlan {
  const { placement } = application
  const slot = placement.kind === 'slots' ? targetSlot(placement.slots, state.active, forceSlot) : undefined
  const previous =
    state.version && hasBeenLive(placement, state, existing)
      ? { version: state.version, sha: liveSha(state, state.version), slot: state.active }
      : undefined
  return {
    id: releaseId(version, run),
    slot,
    profiles: activeProfiles(state.env, application),
    facts: {
      version,
      sha,
      slot,
      services: [],
      previous,
      images,
      composeFiles: application.composeFiles,
      migrates: migrateCommand !== '',
      backup: backup.manifest === '' ? undefined : backup.manifest.replace(/^.*\/|\.json$/g, ''),
      withoutMigrations: skipMigrationsReason || undefined,
      withoutTests: skipTestsReason || undefined,
      withoutBackup: backup.manifest === '' && backup.skipReason !== '' ? backup.skipReason : undefined,
      branch: run.branch,
      run: run.url,
      actor: run.actor,
    },
  }
}

export const releaseId = (version: string, { id, attempt }: Pick<WorkflowRun, 'id' | 'attempt'>): string =>
  `${version}.${id}.${attempt}`

/**
 * Whether anything has been live yet: an env file may name a version before the first deployment, and a rollback to a
 * version that never ran would be a false alarm.
 */
function hasBeenLive(
  placement: Placement,
  { active, releases }: Pick<ServerState, 'active' | 'releases'>,
  existing: readonly string[],
): boolean {
  if (releases.some(({ wasLive }) => wasLive)) return true
  return releaseServices(placement, active).some(name => existing.includes(name))
}

/** The services of a release, by how they are deployed. */
export interface ReleaseServices {
  /** Receive traffic; the first of them runs the migrations. */
  answering: string[]
  /** Replaced in place. */
  others: string[]
  /** Run to completion before the others start, in this order. */
  oneShots: string[]
}

export function servicesOf(
  { placement }: Pick<Application, 'placement'>,
  { slot, profiles }: Pick<ReleasePlan, 'slot' | 'profiles'>,
  model: ComposeModel,
): ReleaseServices {
  const services = otherServices(model, placement, profiles)
  return {
    answering: releaseServices(placement, slot),
    others: withRole(services, 'in-place'),
    oneShots: inDependencyOrder(model, withRole(services, 'one-shot')),
  }
}

/** The commit of the live version: a failed release may have left the checkout on another one. */
function liveSha({ releases, sha }: Pick<ServerState, 'releases' | 'sha'>, version: string): string {
  return releases.findLast(release => release.version === version && release.state === 'switched')?.sha ?? sha
}

function targetSlot(slots: Slots, active: Slot | undefined, forced: Slot | undefined): Slot {
  if (active !== undefined && forced === active)
    throw new UserError(
      `slot ${forced} is live; deploying into it would interrupt users. Set "force-slot" to "idle" or ${otherSlot(slots, active)}`,
    )
  return forced ?? (active === undefined ? slots[0] : otherSlot(slots, active))
}
