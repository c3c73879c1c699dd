import { findSite, proveTraffic, type SiteProxy, type Slot } from '@tsh/deployment'
import type { RollbackContext } from '../context.ts'

/**
 * Moves the traffic to the old version. If that cannot be verified, it is moved back: the current version may still
 * work in part.
 */
export async function moveTraffic(
  { inputs, remote, state }: RollbackContext,
  proxy: SiteProxy,
  slot: Slot,
): Promise<void> {
  const { application, publicUrl } = inputs
  const { active } = state
  const site = await findSite(remote, { publicUrl, path: application.healthPath })
  if (active !== slot) await proxy.move(slot)
  try {
    await proveTraffic(remote, proxy, site, slot)
  } catch (error) {
    if (active && active !== slot) await proxy.move(active)
    throw error
  }
}
