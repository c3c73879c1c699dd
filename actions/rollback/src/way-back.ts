import { UserError } from '@tsh/action'
import type { Release, ServerState, Version } from '@tsh/deployment'

/** What a rollback has to do. */
export type WayBack =
  | { kind: 'nothing'; why: string; live: string }
  | { kind: 'back'; from: Release; to: Version }

export type Journalled = Pick<ServerState, 'releases' | 'active' | 'version'>

/**
 * Decides for a run that has failed: back to what was live before its own release, if visitors have met that. A release
 * of another run is left alone: a run that has released nothing must not take a good one away.
 *
 * @param run address of this run, as the journal has it
 * @throws UserError when there is nothing to go back to
 */
export function ownWayBack({ releases, active, version }: Journalled, run: string): WayBack {
  const nothing = (why: string): WayBack => ({ kind: 'nothing', why, live: version ?? '' })
  const why = notExposed(releases, run)
  const own = releaseOf(releases, run)
  if (!own || why !== undefined) return nothing(why ?? '')
  if (!own.previous)
    return nothing(`release ${own.id} is the first deployment, so nothing was live before it`)
  // A rollback of this very release that was cut off is gone on with.
  const later = releases
    .slice(releases.indexOf(own) + 1)
    .find(release => release.exposed && release.rollbackOf !== own.id)
  if (later) return nothing(`release ${later.id} of another run has taken its place`)
  if (own.slot && active !== own.slot && active !== own.previous?.slot)
    throw new UserError(
      `cannot tell the way back: the journal knows ${own.slot} and ${own.previous?.slot}, the proxy sends traffic to ${active}`,
    )
  return { kind: 'back', from: own, to: previousOf(own) }
}

/** Why visitors have met no release of a run, or nothing when they have. */
export function notExposed(releases: readonly Release[], run: string): string | undefined {
  const own = releaseOf(releases, run)
  if (!own) return 'this run has released nothing'
  return own.exposed ? undefined : `release ${own.id} ${reason(own)}`
}

const releaseOf = (releases: readonly Release[], run: string): Release | undefined =>
  releases.findLast(release => release.run === run && !release.rollbackOf)

function reason({ state }: Release): string {
  return state === 'rolled-back' ? 'is rolled back already' : 'never had traffic'
}

/**
 * Decides for a person: from whatever is live to the version that was asked for, or to the one that was live before.
 *
 * @param wanted a version; empty for the one before
 * @param available what the server could bring back, newest first
 * @throws UserError when it could not bring that back, naming what it could
 */
export function askedWayBack(
  state: Journalled,
  { wanted, available, server }: { wanted: string; available: readonly Version[]; server: string },
): WayBack {
  const live = state.version ?? ''
  if (wanted === live && wanted !== '') return { kind: 'nothing', why: `${wanted} is live already`, live }
  const from = liveRelease(state)
  if (!from)
    throw new UserError(`nothing to roll back to: the journal knows no release of what is live, "${live}"`)
  const name = wanted === '' ? previousOf(from).version : wanted
  const to = available.find(({ version }) => version === name)
  if (to) return { kind: 'back', from, to }
  const names = available.map(({ version }) => version).join(', ')
  throw new UserError(`version "${name}" is not on ${server}; available: ${names || 'none'}`)
}

/** The release that is live: one whose switch was cut off after the traffic had moved, or the last one of the live version. */
function liveRelease({ releases, active, version }: Journalled): Release | undefined {
  const newest = releases.at(-1)
  if (newest?.state === 'switching' && newest.slot === active) return newest
  return releases.findLast(release => release.wasLive && release.version === version)
}

/** The versions that have been live before the one that is, newest first, each as it was last. */
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
    throw new UserError(`nothing to roll back to: ${id} is the first deployment. Deploy a version that works`)
  if (!slot && previous.version === version)
    throw new UserError(
      `nothing to roll back to: ${version} was live before, too. Deploy a version that works`,
    )
  return previous
}
