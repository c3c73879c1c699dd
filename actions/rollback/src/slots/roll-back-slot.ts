import { log, UserError } from '@tsh/action'
import {
  appendEvent,
  checkOutCommit,
  otherSlot,
  readComposeModel,
  recordLive,
  type SiteProxy,
  type Slot,
} from '@tsh/deployment'
import type { RollbackContext } from '../context.ts'
import { moveTraffic } from './move-traffic.ts'
import { restartVersion } from './restart-version.ts'
import { standbyProblem } from './standby-problem.ts'

/** Moves the traffic to a slot with the old version: a warm standby, or one that is restarted. */
export async function rollBackSlot(context: RollbackContext): Promise<Slot> {
  const { inputs, remote, state, from, to } = context
  const { application } = inputs
  const { proxy, active } = state
  if (!proxy || !active) throw new Error('an application with slots must have a proxy')
  const slot = active === from.slot ? otherSlot(application.slots, active) : active
  const model = await readComposeModel(remote, application, to.version)
  const problem = await standbyProblem(context, slot, model)
  if (problem && slot === active)
    throw new UserError(`${to.version} has the traffic in ${slot}, but ${problem}`)
  if (problem) {
    log.info(`Restarting ${to.version} in slot ${slot}: ${problem}`)
    await restartVersion(context, proxy, slot)
  } else {
    await switchToStandby(context, proxy, slot)
  }
  return slot
}

async function switchToStandby(context: RollbackContext, proxy: SiteProxy, slot: Slot): Promise<void> {
  const { inputs, remote, state, from, to } = context
  const { application } = inputs
  await appendEvent(remote, application, { release: from.id, state: 'switching' })
  try {
    await moveTraffic(context, proxy, slot)
  } catch (error) {
    const back = await proxy.current().catch(() => undefined)
    if (back === from.slot)
      await appendEvent(remote, application, {
        ...{ release: from.id, state: from.wasLive ? 'switched' : from.state },
        reason: error instanceof Error ? error.message : String(error),
      })
    throw error
  }
  await recordLive(remote, application, { version: to.version, slot })
  await checkOutCommit(remote, application.path, to.sha)
  // An earlier run may have restarted the version before it was interrupted; that release is complete now.
  const begun = state.releases.find(
    one => one.rollbackOf === from.id && ['prepared', 'switching'].includes(one.state),
  )
  if (begun) await appendEvent(remote, application, { release: begun.id, state: 'switched' })
}
