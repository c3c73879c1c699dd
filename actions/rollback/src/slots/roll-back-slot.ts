import { log, UserError } from '@tsh/action'
import {
  appendEvent,
  checkOutCommit,
  otherSlot,
  readComposeModel,
  recordLive,
  type Slot,
} from '@tsh/deployment'
import type { SlotRollbackContext } from '../context.ts'
import { moveTraffic } from './move-traffic.ts'
import { restartVersion } from './restart-version.ts'
import { standbyProblem } from './standby-problem.ts'

/** Moves the traffic to a slot with the old version: a warm standby, or one that is restarted. */
export async function rollBackSlot(context: SlotRollbackContext): Promise<Slot> {
  const { remote, application, active, from, to } = context
  const slot = active === from.slot ? otherSlot(application.placement.slots, active) : active
  const model = await readComposeModel(remote, application, to.version)
  const problem = await standbyProblem(context, slot, model)
  if (problem && slot === active)
    throw new UserError(`${to.version} has the traffic in ${slot}, but ${problem}`)
  if (problem) {
    log.info(`Restarting ${to.version} in slot ${slot}: ${problem}`)
    await restartVersion(context, slot)
  } else {
    await switchToStandby(context, slot)
  }
  return slot
}

async function switchToStandby(context: SlotRollbackContext, slot: Slot): Promise<void> {
  const { remote, application, proxy, state, from, to } = context
  await appendEvent(remote, application, { release: from.id, state: 'switching' })
  try {
    await moveTraffic(context, slot)
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
