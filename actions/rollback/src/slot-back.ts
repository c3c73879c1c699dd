import { log, UserError, workflowRun } from '@tsh/action'
import {
  appendEvent,
  type ComposeModel,
  loopbackUrl,
  otherSlot,
  proveTraffic,
  type Release,
  readComposeModel,
  recordLive,
  type ServerState,
  type SiteProxy,
  type Slot,
  slotServices,
  startServices,
  type Version,
  waitUntilHealthy,
  writeOverride,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { checkOut } from './check-out.ts'
import { nameImages } from './images.ts'
import type { RollbackInputs } from './inputs.ts'

/** One way back, and all that it is decided by. */
export interface Journey {
  inputs: RollbackInputs
  remote: Remote
  state: ServerState
  from: Release
  to: Version
}

/** Seconds for a slot that has kept running. */
const ALREADY_HEALTHY = 5

/** Brings the traffic to a slot with the old version: one that has kept running, or one that is started again. */
export async function bringSlotBack(journey: Journey): Promise<Slot> {
  const { inputs, remote, state, from, to } = journey
  const { application } = inputs
  const { proxy, active } = state
  if (!proxy || !active) throw new Error('an application with slots has a proxy')
  const slot = active === from.slot ? otherSlot(active) : active
  const model = await readComposeModel(remote, application, to.version)
  const fault = await coldness(journey, slot, model)
  if (fault && slot === active) throw new UserError(`${to.version} has the traffic in ${slot}, but ${fault}`)
  if (fault) {
    log.info(`Starting ${to.version} in ${slot} again: ${fault}`)
    await startAgain(journey, proxy, slot)
  } else {
    await appendEvent(remote, application, { release: from.id, state: 'switching' })
    await move(journey, proxy, slot)
    await recordLive(remote, application, { version: to.version, slot })
    await checkOut(remote, application.path, to.sha)
  }
  return slot
}

/** Why a slot cannot answer for the old version as it is, or nothing when it can. */
async function coldness(
  { inputs: { application }, remote, to }: Journey,
  slot: Slot,
  model: ComposeModel,
): Promise<string | undefined> {
  for (const service of slotServices(application.appService, slot)) {
    const image = model.services[service]?.image
    const filters = [
      `label=com.docker.compose.project=${model.name}`,
      `label=com.docker.compose.service=${service}`,
    ]
    const { stdout } = await remote.run([
      ...['docker', 'ps', '--format', '{{.Image}}'],
      ...filters.flatMap(filter => ['--filter', filter]),
    ])
    const running = stdout.trim()
    if (running !== image) return `${service} runs ${running || 'nothing'}, not ${image ?? to.version}`
    const url = loopbackUrl(model, service) + application.healthPath
    const fault = await waitUntilHealthy(remote, url, { successes: 1, timeout: ALREADY_HEALTHY }).then(
      () => undefined,
      (cause: Error) => cause.message,
    )
    if (fault) return fault
  }
  return undefined
}

/** A version that is started again is a release of its own in the journal, which later ones can go back to. */
async function startAgain(journey: Journey, proxy: SiteProxy, slot: Slot): Promise<void> {
  const { inputs, remote, state, from, to } = journey
  const { application } = inputs
  await giveUpPrepared(journey, slot)
  const run = workflowRun()
  const release = `${to.version}.${run.id}.${run.attempt}.rollback`
  const images = await nameImages(remote, state.releases, to.version)
  const previous = { version: from.version, sha: from.sha, slot: from.slot }
  const facts = { version: to.version, sha: to.sha, slot, services: from.services, previous, images }
  await appendEvent(remote, application, {
    ...{ release, state: 'started' },
    facts: { ...facts, rollbackOf: from.id, run: run.url, actor: run.actor },
  })
  try {
    await checkOut(remote, application.path, to.sha)
    await start(journey, slot)
    await appendEvent(remote, application, { release, state: 'prepared' })
    await appendEvent(remote, application, { release, state: 'switching' })
    await move(journey, proxy, slot)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    await appendEvent(remote, application, { release, state: 'rolled-back', reason })
    await checkOut(remote, application.path, from.sha)
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
  await writeOverride(remote, application, { services, version, slot })
  await log.group(`Starting ${services.join(', ')}`, () =>
    startServices(remote, application, { services, version, timeout }),
  )
  for (const service of services)
    await waitUntilHealthy(remote, loopbackUrl(model, service) + application.healthPath, { timeout })
}

/** Traffic that cannot be proven on the old version goes back to where it was: that may answer at least in part. */
async function move({ inputs, remote, state }: Journey, proxy: SiteProxy, slot: Slot): Promise<void> {
  const { application, publicUrl } = inputs
  const { active } = state
  if (active !== slot) await proxy.move(slot)
  try {
    await proveTraffic(remote, proxy, { publicUrl, path: application.healthPath }, slot)
  } catch (cause) {
    if (active && active !== slot) await proxy.move(active)
    throw cause
  }
}
