import { log, workflowRun } from '@tsh/action'
import {
  appendEvent,
  atVersion,
  checkOutCommit,
  nameImages,
  readComposeModel,
  recordLive,
  releasesBefore,
  type Slot,
  type SlotApplication,
  slotServices,
  startServices,
  waitForService,
  writeOverride,
} from '@tsh/deployment'
import type { SlotRollbackContext } from '../context.ts'
import { moveTraffic } from './move-traffic.ts'

/** A restarted version is a separate release in the journal, which later rollbacks can target. */
export async function restartVersion(context: SlotRollbackContext, slot: Slot): Promise<void> {
  const { remote, application, state, from, to } = context
  await abandonPrepared(context, slot)
  const run = workflowRun()
  const release = `${to.version}.${run.id}.${run.attempt}.rollback`
  const images = await nameImages(remote, releasesBefore(state.releases, from), to.version)
  const previous = { version: from.version, sha: from.sha, slot: from.slot }
  const facts = { version: to.version, sha: to.sha, slot, services: from.services, previous, images }
  await appendEvent(remote, application, {
    ...{ release, state: 'started' },
    facts: { ...facts, rollbackOf: from.id, run: run.url, actor: run.actor },
  })
  try {
    await checkOutCommit(remote, application.path, to.sha)
    const { composeFiles } = await start(context, slot)
    await appendEvent(remote, application, { release, state: 'prepared', facts: { composeFiles } })
    await appendEvent(remote, application, { release, state: 'switching' })
    await moveTraffic(context, slot)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    await appendEvent(remote, application, { release, state: 'rolled-back', reason })
    await checkOutCommit(remote, application.path, from.sha)
    throw error
  }
  await recordLive(remote, application, { version: to.version, slot })
  await appendEvent(remote, application, { release, state: 'switched' })
}

/** Another run may have prepared its release in the slot that is needed now; its switch will be refused by name. */
async function abandonPrepared(
  { remote, application, state, to }: SlotRollbackContext,
  slot: Slot,
): Promise<void> {
  const newest = state.releases.at(-1)
  if (newest?.state !== 'prepared' || newest.slot !== slot) return
  const reason = `slot ${slot} was needed for the rollback to ${to.version}`
  log.warning(`Abandoned prepared release ${newest.id}: ${reason}`, 'rollback')
  await appendEvent(remote, application, { release: newest.id, state: 'failed', reason })
}

/** @returns the application with the compose files of the version */
async function start(
  { inputs, remote, state, application: current, to: { version } }: SlotRollbackContext,
  slot: Slot,
): Promise<SlotApplication> {
  const timeout = inputs.healthTimeout
  const application = await atVersion(remote, current, state.releases, version)
  const services = slotServices(application.placement, slot)
  const model = await readComposeModel(remote, application, version)
  await writeOverride(remote, application, { services, version, slot, model })
  await log.group(`Starting ${services.join(', ')}`, () =>
    startServices(remote, application, { services, version, timeout }),
  )
  for (const service of services) await waitForService(remote, application, { service, model, timeout })
  return application
}
