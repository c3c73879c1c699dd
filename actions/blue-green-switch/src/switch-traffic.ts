import { log, UserError } from '@tsh/action'
import {
  appendEvent,
  type ComposeModel,
  checkTraffic,
  findSite,
  proveTraffic,
  readComposeModel,
  readServerState,
  recordLive,
  type ServerState,
  type Site,
  type SiteProxy,
  slotPorts,
  updateServices,
  withLock,
} from '@tsh/deployment'
import { type Remote, untilCancelled } from '@tsh/remote'
import { afterCanary } from './canary-phase.ts'
import { checkSlot } from './check-slot.ts'
import { drain } from './drain.ts'
import type { SwitchInputs } from './inputs.ts'
import { installSlotFile } from './install-slot-file.ts'
import { type Move, moveAndProve } from './move-traffic.ts'
import { observed } from './observe.ts'
import { type PreparedRelease, preparedRelease } from './prepared-release.ts'
import { report, type Shown } from './report.ts'

type ObservedProof = Omit<Shown, 'connections'>

export interface Switched {
  switched: boolean
  slot: string
  'previous-slot': string
  'open-connections': number
}

/**
 * Moves the traffic to the prepared release, after a canary where that is wanted, proves it, and brings the services in
 * place to the same version. Before the move a cancellation ends it; after the move it is completed.
 */
export async function switchTraffic(
  inputs: SwitchInputs,
  remote: Remote,
  cancelled: AbortSignal,
): Promise<Switched> {
  const { application, publicUrl } = inputs
  const lock = untilCancelled(remote, cancelled)
  return withLock(lock, application, inputs.lockTimeout, async () => {
    if (inputs.allowInstall) await installSlotFile(inputs, remote)
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
      slotPorts(model, application).get(old) ?? [],
      inputs.drain,
      cancelled,
    )
    await report(release, proxy, { ...proof, connections })
    const switched = release.state !== 'switched'
    return { switched, slot: release.slot, 'previous-slot': old, 'open-connections': connections }
  })
}

/** Says how the site is switched, and what that costs. */
function describe(remote: Remote, { proxy, active }: ServerState): SiteProxy {
  if (!proxy) throw new Error('an application with slots has a proxy')
  log.info(`${remote.name}: ${proxy.description}; traffic is on ${active}`)
  for (const warning of proxy.warnings) log.warning(warning, 'blue-green-switch')
  return proxy
}

async function alreadySwitched(
  remote: Remote,
  proxy: SiteProxy,
  site: Site,
  { id, slot }: PreparedRelease,
): Promise<ObservedProof> {
  const proof = await proveTraffic(remote, proxy, site, slot)
  log.info(`Release ${id} has the traffic already, in ${slot}; nothing to do`)
  return { ...proof, milliseconds: 0, samples: [] }
}

async function performSwitch(
  inputs: SwitchInputs,
  remote: Remote,
  move: Move,
  model: ComposeModel,
  cancelled: AbortSignal,
): Promise<ObservedProof> {
  const { application } = inputs
  const { proxy, site, release } = move
  const old = release.oldSlot
  await checkSlot(inputs, remote, release, model)
  // A run that was cut off may have moved the configuration and not yet the traffic; it is moved again then.
  if (release.state === 'prepared') await checkTraffic(remote, proxy, site, old)
  const { result: proof, samples } = await afterCanary(inputs, remote, move, cancelled, () =>
    observed(remote, site, async () => {
      if (cancelled.aborted) throw new UserError(`cancelled before the switch; traffic stays on ${old}`)
      const proven = await moveAndProve(remote, application, move)
      await recordLive(remote, application, release)
      return proven
    }),
  )
  if (cancelled.aborted) log.warning('cancelled, but the switch is completed first', 'blue-green-switch')
  const { services, version } = release
  await updateServices(remote, application, { services, version, model, timeout: inputs.healthTimeout })
  await appendEvent(remote, application, { release: release.id, state: 'switched' })
  log.info(`Traffic moved from ${old} to ${release.slot} in ${proof.milliseconds} ms`)
  return { ...proof, samples }
}
