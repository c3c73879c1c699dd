import { log, workflowRun } from '@tsh/action'
import {
  appendEvent,
  checkOutCommit,
  nameImages,
  readComposeModel,
  recordLive,
  releasesBefore,
  type SiteProxy,
  type Slot,
  slotServices,
  startServices,
  waitForService,
  writeOverride,
} from '@tsh/deployment'
import type { Journey } from '../context.ts'
import { move } from './move-back.ts'

/** A version that is started again is a release of its own in the journal, which later ones can go back to. */
export async function startAgain(journey: Journey, proxy: SiteProxy, slot: Slot): Promise<void> {
  const { inputs, remote, state, from, to } = journey
  const { application } = inputs
  await giveUpPrepared(journey, slot)
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
    await start(journey, slot)
    await appendEvent(remote, application, { release, state: 'prepared' })
    await appendEvent(remote, application, { release, state: 'switching' })
    await move(journey, proxy, slot)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    await appendEvent(remote, application, { release, state: 'rolled-back', reason })
    await checkOutCommit(remote, application.path, from.sha)
    throw cause
  }
  await recordLive(remote, application, { version: to.version, slot })
  await appendEvent(remote, application, { release, state: 'switched' })
}

/** Another run may have prepared its release in the slot that is needed now; its switch then refuses by name. */
async function giveUpPrepared({ inputs, remote, state, to }: Journey, slot: Slot): Promise<void> {
  const newest = state.releases.at(-1)
  if (newest?.state !== 'prepared' || newest.slot !== slot) return
  const reason = `slot ${slot} was needed for going back to ${to.version}`
  log.warning(`Release ${newest.id} was prepared and is given up: ${reason}`, 'rollback')
  await appendEvent(remote, inputs.application, { release: newest.id, state: 'failed', reason })
}

async function start({ inputs, remote, to: { version } }: Journey, slot: Slot): Promise<void> {
  const { application, healthTimeout: timeout } = inputs
  const services = slotServices(application.appService, slot)
  const model = await readComposeModel(remote, application, version)
  await writeOverride(remote, application, { services, version, slot, model })
  await log.group(`Starting ${services.join(', ')}`, () =>
    startServices(remote, application, { services, version, timeout }),
  )
  for (const service of services) await waitForService(remote, application, { service, model, timeout })
}
