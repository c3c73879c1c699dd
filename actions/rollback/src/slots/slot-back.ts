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
import type { Journey } from '../context.ts'
import { coldness } from './coldness.ts'
import { move } from './move-back.ts'
import { startAgain } from './start-again.ts'

/** Brings the traffic to a slot with the old version: one that has kept running, or one that is started again. */
export async function bringSlotBack(journey: Journey): Promise<Slot> {
  const { inputs, remote, state, from, to } = journey
  const { application } = inputs
  const { proxy, active } = state
  if (!proxy || !active) throw new Error('an application with slots has a proxy')
  const slot = active === from.slot ? otherSlot(application.slots, active) : active
  const model = await readComposeModel(remote, application, to.version)
  const fault = await coldness(journey, slot, model)
  if (fault && slot === active) throw new UserError(`${to.version} has the traffic in ${slot}, but ${fault}`)
  if (fault) {
    log.info(`Starting ${to.version} in ${slot} again: ${fault}`)
    await startAgain(journey, proxy, slot)
  } else {
    await goWarm(journey, proxy, slot)
  }
  return slot
}

async function goWarm(journey: Journey, proxy: SiteProxy, slot: Slot): Promise<void> {
  const { inputs, remote, state, from, to } = journey
  const { application } = inputs
  await appendEvent(remote, application, { release: from.id, state: 'switching' })
  try {
    await move(journey, proxy, slot)
  } catch (cause) {
    const back = await proxy.current().catch(() => undefined)
    if (back === from.slot)
      await appendEvent(remote, application, {
        ...{ release: from.id, state: from.wasLive ? 'switched' : from.state },
        reason: cause instanceof Error ? cause.message : String(cause),
      })
    throw cause
  }
  await recordLive(remote, application, { version: to.version, slot })
  await checkOutCommit(remote, application.path, to.sha)
  // An earlier run may have started the version again and been cut off; it is a whole release now.
  const begun = state.releases.find(
    one => one.rollbackOf === from.id && ['prepared', 'switching'].includes(one.state),
  )
  if (begun) await appendEvent(remote, application, { release: begun.id, state: 'switched' })
}
