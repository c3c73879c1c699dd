import { findSite, proveTraffic, type Slot } from '@tsh/deployment'
import type { SlotRollbackContext } from '../context.ts'

/**
 * Moves the traffic to the old version. If that cannot be verified, it is moved back: the current version may still
 * work in part.
 */
export async function moveTraffic(
  { inputs: { publicUrl }, remote, application, proxy, active }: SlotRollbackContext,
  slot: Slot,
): Promise<void> {
  const site = await findSite(remote, { publicUrl, path: application.healthPath })
  if (active !== slot) await proxy.move(slot)
  try {
    await proveTraffic(remote, proxy, site, slot)
  } catch (error) {
    if (active !== slot) await proxy.move(active)
    throw error
  }
}
