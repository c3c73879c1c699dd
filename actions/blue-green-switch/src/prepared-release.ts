import { UserError } from '@tsh/action'
import { otherSlot, type Release, type ServerState, type Slot, type SlotApplication } from '@tsh/deployment'

/** A release that is ready for traffic, or has it: prepared, switching (an earlier run was interrupted) or switched. */
export type PreparedRelease = Release & { slot: Slot; oldSlot: Slot }

/**
 * The release to switch to, if it is still on the server: the newest one, prepared, in the idle slot.
 * @param target the slot that it must be in, if specified
 * @throws UserError when anything else has happened since
 */
export function preparedRelease(
  { releases, active }: Pick<ServerState, 'releases' | 'active'>,
  {
    release: id,
    slot: target,
    application,
  }: { release: string; slot: Slot | undefined; application: Pick<SlotApplication, 'placement'> },
): PreparedRelease {
  const newest = releases.at(-1)
  if (newest?.id !== id) {
    const seen = newest ? `the newest one is ${newest.id} (${newest.state})` : 'the journal is empty'
    throw new UserError(
      `release ${id} is not the newest on the server; ${seen}. Traffic stays on ${active}. Deploy again`,
    )
  }
  const { state, slot } = newest
  if (slot === undefined || !['prepared', 'switching', 'switched'].includes(state)) {
    throw new UserError(`release ${id} is ${state}, not prepared. Traffic stays on ${active}. Deploy again`)
  }
  if (target && target !== slot) {
    throw new UserError(
      `input "slot" is ${target}, but release ${id} is in slot ${slot}. Traffic stays on ${active}`,
    )
  }
  if (state === 'prepared' && slot === active) {
    throw new UserError(
      `release ${id} is in slot ${slot}, which already has the traffic; it was switched manually. Check the site first`,
    )
  }
  if (state === 'switched' && slot !== active) {
    throw new UserError(
      `release ${id} was switched to ${slot}, but the traffic is on ${active}; it was switched back manually. Deploy again`,
    )
  }
  return { ...newest, slot, oldSlot: otherSlot(application.placement.slots, slot) }
}
