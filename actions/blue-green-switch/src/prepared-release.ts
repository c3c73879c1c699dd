import { UserError } from '@tsh/action'
import type { Release, ServerState, Slot } from '@tsh/deployment'

/** A release that is ready for traffic, in the slot that has none. */
export type PreparedRelease = Release & { slot: Slot }

/**
 * The release to switch to, if the server still holds it: the newest one, prepared, in the idle slot.
 * @throws UserError when anything else has happened since
 */
export function preparedRelease(
  { releases, active }: Pick<ServerState, 'releases' | 'active'>,
  id: string,
): PreparedRelease {
  const newest = releases.at(-1)
  if (newest?.id !== id) {
    const seen = newest ? `the newest one is ${newest.id} (${newest.state})` : 'the journal is empty'
    throw new UserError(
      `release ${id} is not the newest on the server; ${seen}. Traffic stays on ${active}. Deploy again`,
    )
  }
  if (newest.state !== 'prepared' || newest.slot === undefined) {
    throw new UserError(
      `release ${id} is ${newest.state}, not prepared. Traffic stays on ${active}. Deploy again`,
    )
  }
  if (newest.slot === active) {
    throw new UserError(
      `release ${id} is in slot ${newest.slot}, which has the traffic already; somebody switched by hand. Look at the site first`,
    )
  }
  return { ...newest, slot: newest.slot }
}
