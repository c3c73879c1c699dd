import { findSite, proveTraffic, type SiteProxy, type Slot } from '@tsh/deployment'
import type { Journey } from '../context.ts'

/** Traffic that cannot be proven on the old version goes back to where it was: that may answer at least in part. */
export async function move({ inputs, remote, state }: Journey, proxy: SiteProxy, slot: Slot): Promise<void> {
  const { application, publicUrl } = inputs
  const { active } = state
  const site = await findSite(remote, { publicUrl, path: application.healthPath })
  if (active !== slot) await proxy.move(slot)
  try {
    await proveTraffic(remote, proxy, site, slot)
  } catch (cause) {
    if (active && active !== slot) await proxy.move(active)
    throw cause
  }
}
