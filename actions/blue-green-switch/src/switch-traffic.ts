import { log, UserError } from '@tsh/action'
import {
  appendEvent,
  type ComposeModel,
  checkTraffic,
  findSite,
  proveTraffic,
  readComposeModel,
  readServerState,
  readServiceHealth,
  recordLive,
  type Site,
  type SiteProxy,
  type SlotServerState,
  slotPorts,
  slotServices,
  type TrafficFacts,
  updateServices,
  withLock,
} from '@tsh/deployment'
import { type Remote, untilCancelled } from '@tsh/remote'
import { afterCanary } from './canary-phase.ts'
import { checkSlot } from './check-slot.ts'
import { drain } from './drain.ts'
import type { SwitchInputs } from './inputs.ts'
import { installSlotFile } from './install-slot-file.ts'
import { type Move, moveAndVerify } from './move-traffic.ts'
import { type Sample, sinceFirstResponse } from './observation.ts'
import { withProbes } from './observe.ts'
import { type PreparedRelease, preparedRelease } from './prepared-release.ts'
import { type Observations, report } from './report.ts'

type ObservedVerification = Omit<Observations, 'connections'>

export interface Switched {
  switched: boolean
  slot: string
  'previous-slot': string
  'open-connections': number
}

/**
 * Moves the traffic to the prepared release, optionally after a canary, verifies it, and updates the in-place services
 * to the same version. A cancellation before the move aborts it; after the move it is completed.
 */
export async function switchTraffic(
  inputs: SwitchInputs,
  remote: Remote,
  cancelled: AbortSignal,
): Promise<Switched> {
  const { application, publicUrl } = inputs
  const { slotDirectory } = application.placement
  const lock = untilCancelled(remote, cancelled)
  return withLock(lock, application, inputs.lockTimeout, async () => {
    if (inputs.allowInstall && slotDirectory !== undefined)
      await installSlotFile(inputs, remote, slotDirectory)
    const state = await readServerState(remote, application)
    const proxy = describe(remote, state)
    await proxy.canaries?.removeStale()
    const release = preparedRelease(state, inputs)
    const site = await findSite(remote, { publicUrl, path: application.healthPath })
    const model = await readComposeModel(remote, application, release.version)
    const proof =
      release.state === 'switched'
        ? await alreadySwitched(remote, proxy, site, release)
        : await performSwitch(inputs, remote, { proxy, site, release }, model, cancelled)
    const old = release.oldSlot
    const connections = await drain(
      remote,
      slotPorts(model, application.placement).get(old) ?? [],
      inputs.drain,
      cancelled,
    )
    await report(release, proxy, { ...proof, connections })
    const switched = release.state !== 'switched'
    return { switched, slot: release.slot, 'previous-slot': old, 'open-connections': connections }
  })
}

/** Logs how the site is switched, and its drawbacks. */
function describe(remote: Remote, { proxy, active }: SlotServerState): SiteProxy {
  log.info(`${remote.name}: ${proxy.description}; traffic is on ${active}`)
  for (const warning of proxy.warnings) log.warning(warning, 'blue-green-switch')
  return proxy
}

async function alreadySwitched(
  remote: Remote,
  proxy: SiteProxy,
  site: Site,
  { id, slot }: PreparedRelease,
): Promise<ObservedVerification> {
  const proof = await proveTraffic(remote, proxy, site, slot)
  log.info(`Release ${id} already has the traffic in slot ${slot}; nothing to do`)
  return { ...proof, milliseconds: 0, samples: [] }
}

async function performSwitch(
  inputs: SwitchInputs,
  remote: Remote,
  move: Move,
  model: ComposeModel,
  cancelled: AbortSignal,
): Promise<ObservedVerification> {
  const { application } = inputs
  const { proxy, site, release } = move
  const old = release.oldSlot
  await checkSlot(inputs, remote, release, model)
  // An interrupted run may have changed the configuration but not moved the traffic; then it is moved again.
  if (release.state === 'prepared') await checkTraffic(remote, proxy, site, old)
  const { result: proof, samples: sent } = await afterCanary(inputs, remote, move, cancelled, () =>
    withProbes(remote, site, async () => {
      if (cancelled.aborted) throw new UserError(`cancelled before the switch; traffic stays on ${old}`)
      const verified = await moveAndVerify(remote, application, move)
      await recordLive(remote, application, release)
      return verified
    }),
  )
  if (cancelled.aborted) log.warning('cancelled, completing the switch first', 'blue-green-switch')
  const { services, version, previous } = release
  const samples = previous ? sent : sinceFirstResponse(sent)
  await updateServices(remote, application, { services, version, model, timeout: inputs.healthTimeout })
  const running = [...slotServices(application.placement, release.slot), ...services]
  const facts = {
    traffic: trafficFacts(release, proof.milliseconds, samples),
    health: await readServiceHealth(remote, application, running),
  }
  await appendEvent(remote, application, { release: release.id, state: 'switched', facts })
  log.info(`Traffic moved from ${old} to ${release.slot} in ${proof.milliseconds} ms`)
  return { ...proof, samples }
}

const trafficFacts = (
  { oldSlot, slot }: PreparedRelease,
  milliseconds: number,
  samples: readonly Sample[],
): TrafficFacts => ({
  ...{ from: oldSlot, to: slot, milliseconds },
  probes: samples.length,
  lost: samples.filter(({ good }) => !good).length,
})
