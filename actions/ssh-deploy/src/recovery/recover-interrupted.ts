import { log } from '@tsh/action'
import {
  readServerState,
  recordLive,
  releaseServices,
  returnCheckout,
  type ServerState,
} from '@tsh/deployment'
import { ConnectionLost, type Remote } from '@tsh/remote'
import { removeContainers } from '../containers/remove-containers.ts'
import type { DeployInputs } from '../inputs.ts'
import { closeRelease, type InterruptedRelease, removeStaleFiles } from './interrupted-release.ts'
import { canRollForward, rollBack, rollForwardInPlace, rollForwardSlot } from './roll-forward.ts'

/**
 * Reads the live state after cleaning up interrupted runs: a canary, and unfinished releases. A release that users have
 * reached is rolled forward or rolled back; any other is abandoned. The lock is held and none of their jobs is running,
 * so no one else is working on them. The recovery itself can be interrupted and is idempotent.
 *
 * @returns the state of the server afterwards
 */
export async function recoverInterrupted(
  remote: Remote,
  inputs: Pick<DeployInputs, 'application' | 'healthTimeout' | 'handoverPort'>,
): Promise<ServerState> {
  const state = await readServerState(remote, inputs.application)
  await state.proxy?.canaries?.removeStale()
  const interrupted = state.releases.filter(release =>
    ['started', 'prepared', 'switching'].includes(release.state),
  )
  if (interrupted.length === 0) return state
  for (const release of interrupted) {
    const by = release.run === '' ? '' : `, run ${release.run}`
    log.info(`Found interrupted release ${release.id} (state: ${release.state}${by})`)
    await recoverRelease({ inputs, remote, state, release })
  }
  return readServerState(remote, inputs.application)
}

async function recoverRelease(interrupted: InterruptedRelease): Promise<void> {
  const { inputs, remote, state, release } = interrupted
  const { application } = inputs
  await removeStaleFiles(interrupted)
  if (release.state !== 'switching') return abandon(interrupted)
  if (!release.slot)
    return attempt(interrupted, 'failed', async () =>
      (await canRollForward(interrupted)) ? rollForwardInPlace(interrupted) : rollBack(interrupted),
    )
  if (release.slot === state.active) {
    await recordLive(remote, application, release)
    return attempt(interrupted, 'switched', () => rollForwardSlot(interrupted))
  }
  if (!release.wasLive || !release.previous) return abandon(interrupted)
  // A rollback that was interrupted after the traffic had moved; the release had been live.
  await recordLive(remote, application, release.previous)
  return attempt(interrupted, 'rolled-back', () => rollBack(interrupted))
}

/**
 * A recovery that fails, for example because a worker of the interrupted release cannot start, must not block the next
 * release, which replaces it.
 * @param otherwise the state of the release if it fails: with slots, the traffic has moved already, which the env file
 *   must record before
 */
async function attempt(
  interrupted: InterruptedRelease,
  otherwise: 'failed' | 'switched' | 'rolled-back',
  recover: () => Promise<void>,
): Promise<void> {
  try {
    await recover()
  } catch (error) {
    if (error instanceof ConnectionLost) throw error
    const { message } = error as Error
    log.warning(`could not recover ${interrupted.release.id}: ${message}. The next release replaces it`)
    await closeRelease(interrupted, otherwise, message)
  }
}

/** Cleans up a release that no user has reached: the containers in the idle slot, and the checkout. */
async function abandon(interrupted: InterruptedRelease): Promise<void> {
  const { inputs, remote, state, release } = interrupted
  const { application } = inputs
  const { slot, version, previous } = release
  if (slot && slot !== state.active) {
    const services = releaseServices(application.placement, slot)
    const removed = await removeContainers(remote, application, { services, version })
    if (removed > 0) log.info(`Removed ${removed} containers of ${version} from slot ${slot}`)
  }
  if (previous) await returnCheckout(remote, application.path, previous.sha)
  await closeRelease(interrupted, 'failed')
}
