import { log } from '@tsh/action'
import { readServerState, returnCheckout, type ServerState, slotServices } from '@tsh/deployment'
import { ConnectionLost, type Remote } from '@tsh/remote'
import { removeContainers } from '../containers/remove-containers.ts'
import type { DeployInputs } from '../inputs.ts'
import { completeInPlace, completeSlot, goBack, runsAlready } from './complete.ts'
import { end, type Left, removeLeftFiles } from './settled.ts'

/**
 * Reads what is live, and ends first what interrupted runs have left in the middle: a canary, and releases. What
 * visitors have met already is completed, or what was live before is brought back; anything else is given up. The lock
 * is ours and no job of theirs goes on, so nobody is working on it any more. It can be cut off itself and begun again.
 *
 * @returns the server as it is now
 */
export async function settle(
  remote: Remote,
  inputs: Pick<DeployInputs, 'application' | 'healthTimeout' | 'handoverPort'>,
): Promise<ServerState> {
  const state = await readServerState(remote, inputs.application)
  await state.proxy?.canaries?.removeStale()
  const left = state.releases.filter(release => ['started', 'prepared', 'switching'].includes(release.state))
  if (left.length === 0) return state
  for (const release of left) {
    const by = release.run === '' ? '' : ` by ${release.run}`
    log.info(`Release ${release.id} was left ${release.state}${by}`)
    await settleOne({ inputs, remote, state, release })
  }
  return readServerState(remote, inputs.application)
}

async function settleOne(left: Left): Promise<void> {
  const { state, release } = left
  await removeLeftFiles(left)
  if (release.state !== 'switching') return giveUp(left)
  if (release.slot) {
    if (release.slot === state.active) return completeSlot(left)
    // A way back that was cut off after the traffic had moved; the release had been live.
    return release.wasLive ? goBack(left) : giveUp(left)
  }
  try {
    return (await runsAlready(left)) ? await completeInPlace(left) : await goBack(left)
  } catch (cause) {
    if (cause instanceof ConnectionLost) throw cause
    log.warning(
      `${release.id} could not be settled: ${(cause as Error).message}. The next release goes over it`,
    )
    await end(left, 'failed')
  }
}

/** Removes what no visitor has met: the containers in the idle slot, and the checkout. */
async function giveUp(left: Left): Promise<void> {
  const { inputs, remote, state, release } = left
  const { application } = inputs
  const { slot, version, previous } = release
  if (slot && slot !== state.active) {
    const services = slotServices(application.appService, slot)
    const removed = await removeContainers(remote, application, { services, version })
    if (removed > 0) log.info(`Removed ${removed} containers of it from slot ${slot}`)
  }
  if (previous) await returnCheckout(remote, application.path, previous.sha)
  await end(left, 'failed')
}
