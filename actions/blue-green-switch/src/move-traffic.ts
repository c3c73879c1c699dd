import { log, UserError } from '@tsh/action'
import {
  type Application,
  appendEvent,
  keepConnections,
  type Proof,
  proveTraffic,
  type Site,
  type SiteProxy,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { PreparedRelease } from './prepared-release.ts'

/** A switch of one site's traffic to a release. */
export interface Move {
  proxy: SiteProxy
  site: Site
  release: PreparedRelease
}

export interface TimedVerification extends Proof {
  /** From the move to the end of the verification. */
  milliseconds: number
}

/** Moves the traffic, and moves it back to the old slot at once if it cannot be verified on the new one. */
export async function moveAndVerify(
  remote: Remote,
  application: Application,
  move: Move,
): Promise<TimedVerification> {
  const { proxy, site, release } = move
  const kept = await keepConnections(remote, site)
  await appendEvent(remote, application, { release: release.id, state: 'switching' })
  const started = Date.now()
  let moved = false
  try {
    await proxy.move(release.slot)
    moved = true
    const proof = await proveTraffic(remote, proxy, site, release.slot, kept)
    return { ...proof, milliseconds: Date.now() - started }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const old = release.oldSlot
    await moveBack(remote, move, { moved, reason })
    await appendEvent(remote, application, { release: release.id, state: 'rolled-back', reason })
    throw new UserError(`${reason}; traffic is on ${old}`, { cause: error })
  } finally {
    for (const connection of kept) connection.close()
  }
}

/** @throws UserError when the traffic cannot be verified on the old slot either */
async function moveBack(
  remote: Remote,
  { proxy, site, release }: Move,
  { moved, reason }: { moved: boolean; reason: string },
): Promise<void> {
  const old = release.oldSlot
  try {
    if (moved || (await proxy.current()) !== old) await proxy.move(old)
    await proveTraffic(remote, proxy, site, old)
  } catch (error) {
    throw new UserError(`${reason}. Switching back to ${old} also failed: ${(error as Error).message}`, {
      cause: error,
    })
  }
  log.info(`Traffic is back on ${old}`)
}
