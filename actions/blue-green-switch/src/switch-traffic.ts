import { log, table, UserError, writeSummary } from '@tsh/action'
import {
  appendEvent,
  loopbackUrl,
  moveTraffic,
  otherSlot,
  proveTraffic,
  readComposeModel,
  readServerState,
  recordLive,
  slotService,
  startServices,
  waitUntilHealthy,
  withLock,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { SwitchInputs } from './inputs.ts'
import { type PreparedRelease, preparedRelease } from './prepared-release.ts'

export interface Switched {
  switched: boolean
  slot: string
  'previous-slot': string
}

/** Moves the traffic to the prepared release, proves it, and brings the services in place to the same version. */
export async function switchTraffic(inputs: SwitchInputs, remote: Remote): Promise<Switched> {
  const { application } = inputs
  return withLock(remote, application, inputs.lockTimeout, async () => {
    const state = await readServerState(remote, application)
    const release = preparedRelease(state, inputs.release)
    await checkHealth(inputs, remote, release)
    // A proxy that cannot name the slot is found out before anything moves.
    await proveTraffic(remote, inputs.publicUrl, application.healthPath, otherSlot(release.slot))
    await appendEvent(remote, application, { release: release.id, state: 'switching' })
    const milliseconds = await moveAndProve(inputs, remote, release)
    await recordLive(remote, application, release)
    await updateInPlace(inputs, remote, release)
    await appendEvent(remote, application, { release: release.id, state: 'switched' })
    log.info(`Traffic moved from ${otherSlot(release.slot)} to ${release.slot} in ${milliseconds} ms`)
    await report(release, milliseconds)
    return { switched: true, slot: release.slot, 'previous-slot': otherSlot(release.slot) }
  })
}

/** Seconds for a slot that was healthy a moment ago. */
const ALREADY_HEALTHY = 10

async function checkHealth(
  { application, healthTimeout }: SwitchInputs,
  remote: Remote,
  release: PreparedRelease,
): Promise<void> {
  const model = await readComposeModel(remote, application, release.version)
  const url = loopbackUrl(model, slotService(application.appService, release.slot))
  await waitUntilHealthy(remote, url + application.healthPath, {
    timeout: Math.min(ALREADY_HEALTHY, healthTimeout),
  })
}

/** Traffic that cannot be proven on the new slot goes back to the old one at once. */
async function moveAndProve(
  { application, publicUrl }: SwitchInputs,
  remote: Remote,
  release: PreparedRelease,
): Promise<number> {
  const started = Date.now()
  try {
    await moveTraffic(remote, application, release.slot)
    await proveTraffic(remote, publicUrl, application.healthPath, release.slot)
    return Date.now() - started
  } catch (cause) {
    await putBack({ application, publicUrl }, remote, release, cause)
    throw cause
  }
}

async function putBack(
  { application, publicUrl }: Pick<SwitchInputs, 'application' | 'publicUrl'>,
  remote: Remote,
  release: PreparedRelease,
  cause: unknown,
): Promise<void> {
  const old = otherSlot(release.slot)
  const reason = cause instanceof Error ? cause.message : String(cause)
  try {
    await moveTraffic(remote, application, old)
    await proveTraffic(remote, publicUrl, application.healthPath, old)
  } catch (second) {
    throw new UserError(`${reason}. Going back to ${old} failed as well: ${(second as Error).message}`, {
      cause: second,
    })
  }
  await appendEvent(remote, application, { release: release.id, state: 'rolled-back', reason })
  log.info(`Traffic is on ${old}, as before`)
}

async function updateInPlace(
  { application, healthTimeout }: SwitchInputs,
  remote: Remote,
  release: PreparedRelease,
): Promise<void> {
  const { services, version } = release
  if (services.length === 0) return
  await log.group(`Updating ${services.join(', ')} in place`, () =>
    startServices(remote, application, { services, version, timeout: healthTimeout }),
  )
}

async function report(release: PreparedRelease, milliseconds: number): Promise<void> {
  const row = [`\`${release.version}\``, otherSlot(release.slot), release.slot, `${milliseconds} ms`]
  await writeSummary(`### Switch\n\n${table(['Version', 'From', 'To', 'Until proven'], [row])}\n`)
}
