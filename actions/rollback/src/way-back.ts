import { UserError } from '@tsh/action'
import type { Release, ServerState, Version } from '@tsh/deployment'

/** What a rollback has to do. */
export type WayBack =
  | { kind: 'nothing'; why: string; live: string }
  | { kind: 'back'; from: Release; to: Version }

/**
 * Decides from the journal and the proxy: back to what was live before this run's release, if visitors have met that.
 * A release of another run is left alone: a run that has released nothing must not take a good one away.
 *
 * @param run address of this run, as the journal has it
 * @throws UserError when there is nothing to go back to
 */
export function wayBack(
  { releases, active, version }: Pick<ServerState, 'releases' | 'active' | 'version'>,
  run: string,
): WayBack {
  const live = version ?? ''
  const newest = releases.at(-1)
  if (!newest) return { kind: 'nothing', why: 'the journal knows no release', live }
  if (newest.run !== run)
    return { kind: 'nothing', why: `the newest release, ${newest.id}, is of another run`, live }
  if (!newest.exposed) return { kind: 'nothing', why: `release ${newest.id} ${reason(newest)}`, live }
  const { previous } = newest
  if (!previous)
    throw new UserError(
      `nothing to roll back to: ${newest.id} is the first deployment. Deploy a version that works`,
    )
  if (!newest.slot && previous.version === newest.version) {
    throw new UserError(
      `nothing to roll back to: ${newest.version} was live before, too. Deploy a version that works`,
    )
  }
  if (newest.slot && active !== newest.slot && active !== previous.slot) {
    throw new UserError(
      `cannot tell the way back: the journal knows ${newest.slot} and ${previous.slot}, the proxy sends traffic to ${active}`,
    )
  }
  return { kind: 'back', from: newest, to: previous }
}

function reason({ state }: Release): string {
  return state === 'rolled-back' ? 'is rolled back already' : 'never had traffic'
}
