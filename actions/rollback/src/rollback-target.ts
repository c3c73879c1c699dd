import { UserError } from '@tsh/action'
import type { Release, ServerState, Version } from '@tsh/deployment'

/** What a rollback has to do: nothing, or restore a version. */
export type RollbackTarget =
  | { kind: 'nothing'; why: string; live: string }
  | { kind: 'back'; from: Release; to: Version }

export type Journalled = Pick<ServerState, 'releases' | 'active' | 'version'>

/**
 * The target for a failed run: what was live before its own release, if users have reached that. A release of another
 * run is never touched: a run that has released nothing must not roll back a good one.
 *
 * @param run URL of this run, as recorded in the journal
 * @throws UserError when there is nothing to roll back to
 */
export function automaticTarget({ releases, active, version }: Journalled, run: string): RollbackTarget {
  const nothing = (why: string): RollbackTarget => ({ kind: 'nothing', why, live: version ?? '' })
  const why = notExposed(releases, run)
  const own = releaseOf(releases, run)
  if (!own || why !== undefined) return nothing(why ?? '')
  if (!own.previous)
    return nothing(`release ${own.id} is the first deployment, so nothing was live before it`)
  // An interrupted rollback of this very release is resumed.
  const later = releases
    .slice(releases.indexOf(own) + 1)
    .find(release => release.exposed && release.rollbackOf !== own.id)
  if (later) return nothing(`release ${later.id} of another run has replaced it`)
  if (own.slot && active !== own.slot && active !== own.previous?.slot)
    throw new UserError(
      `cannot determine the rollback target: the journal has slots ${own.slot} and ${own.previous?.slot}, but the proxy sends traffic to ${active}`,
    )
  return { kind: 'back', from: own, to: previousOf(own) }
}

/** Why users have not reached a release of a run; undefined when they have. */
export function notExposed(releases: readonly Release[], run: string): string | undefined {
  const own = releaseOf(releases, run)
  if (!own) return 'this run has released nothing'
  return own.exposed ? undefined : `release ${own.id} ${reason(own)}`
}

const releaseOf = (releases: readonly Release[], run: string): Release | undefined =>
  releases.findLast(release => release.run === run && !release.rollbackOf)

function reason({ state }: Release): string {
  return state === 'rolled-back' ? 'has already been rolled back' : 'never had traffic'
}

/**
 * The target of a manual rollback: from whatever is live to the requested version, or to the one that was live before.
 *
 * @param wanted a version; empty for the previous one
 * @param available versions that the server could restore, newest first
 * @throws UserError that lists the available versions when the requested one is not among them
 */
export function requestedTarget(
  state: Journalled,
  { wanted, available, server }: { wanted: string; available: readonly Version[]; server: string },
): RollbackTarget {
  const live = state.version ?? ''
  if (wanted === live && wanted !== '') return { kind: 'nothing', why: `${wanted} is already live`, live }
  const from = liveRelease(state)
  if (!from)
    throw new UserError(`nothing to roll back to: the journal has no release of the live version "${live}"`)
  const name = wanted === '' ? previousOf(from).version : wanted
  const to = available.find(({ version }) => version === name)
  if (to) return { kind: 'back', from, to }
  const names = available.map(({ version }) => version).join(', ')
  throw new UserError(`version "${name}" is not on ${server}; available: ${names || 'none'}`)
}

/**
 * The live release: one whose switch was interrupted after the traffic had moved, or the last one of the live version.
 */
function liveRelease({ releases, active, version }: Journalled): Release | undefined {
  const newest = releases.at(-1)
  if (newest?.state === 'switching' && newest.slot === active) return newest
  return releases.findLast(release => release.wasLive && release.version === version)
}

/** The versions that were live before the current one, newest first, each in its latest state. */
export function liveBefore({ releases, version: live }: Pick<Journalled, 'releases' | 'version'>): Version[] {
  const versions = new Map<string, Version>()
  for (const { version, sha, slot, previous, wasLive } of releases.toReversed()) {
    const known = [...(wasLive ? [{ version, sha, slot }] : []), ...(previous ? [previous] : [])]
    for (const one of known) if (!versions.has(one.version)) versions.set(one.version, one)
  }
  versions.delete(live ?? '')
  return [...versions.values()]
}

function previousOf({ id, version, slot, previous }: Release): Version {
  if (!previous)
    throw new UserError(`nothing to roll back to: ${id} is the first deployment. Deploy a working version`)
  if (!slot && previous.version === version)
    throw new UserError(`nothing to roll back to: ${version} was also live before. Deploy a working version`)
  return previous
}
