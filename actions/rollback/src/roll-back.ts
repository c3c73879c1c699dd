import { log, table, UserError, workflowRun, writeSummary } from '@tsh/action'
import {
  appendEvent,
  loopbackUrl,
  proveTraffic,
  type Release,
  readComposeModel,
  readServerState,
  recordLive,
  type ServerState,
  slotService,
  startServices,
  type Version,
  waitUntilHealthy,
  withHandover,
  withLock,
  writeOverride,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { RollbackInputs } from './inputs.ts'
import { wayBack } from './way-back.ts'

export interface RolledBack {
  outcome: 'rolled-back' | 'nothing-to-do'
  /** What is live now. */
  version: string
}

/** Brings back what was live before the newest release, if visitors have met that one. */
export async function rollBack(inputs: RollbackInputs, remote: Remote): Promise<RolledBack> {
  const { application } = inputs
  return withLock(remote, application, inputs.lockTimeout, async () => {
    const state = await readServerState(remote, application)
    const way = wayBack(state, workflowRun().url)
    if (way.kind === 'nothing') {
      log.info(`Nothing to roll back: ${way.why}. Live: ${way.live}`)
      await writeSummary(`### Rollback\n\nNothing to do: ${way.why}.\n`)
      return { outcome: 'nothing-to-do', version: way.live }
    }
    try {
      return await goBack(inputs, remote, state, way)
    } catch (cause) {
      throw failed(cause, way, application.path, remote.name)
    }
  })
}

async function goBack(
  inputs: RollbackInputs,
  remote: Remote,
  state: ServerState,
  { from, to }: { from: Release; to: Version },
): Promise<RolledBack> {
  const started = Date.now()
  const { application } = inputs
  log.info(`Going back from ${from.version} to ${to.version}`)
  await appendEvent(remote, application, { release: from.id, state: 'switching' })
  if (to.slot) await switchBack(inputs, remote, state, { version: to.version, slot: to.slot })
  await recordLive(remote, application, to)
  await remote.run([
    'git',
    '-C',
    application.path,
    '-c',
    'advice.detachedHead=false',
    'checkout',
    '--quiet',
    '--detach',
    to.sha,
  ])
  await restoreInPlace(inputs, remote, from, to)
  await appendEvent(remote, application, { release: from.id, state: 'rolled-back' })
  const seconds = (Date.now() - started) / 1000
  const row = [`\`${from.version}\``, `\`${to.version}\``, to.slot ?? 'in place', `${seconds.toFixed(1)} s`]
  await writeSummary(`### Rolled back\n\n${table(['From', 'To', 'Where', 'Time'], [row])}\n`)
  log.info(`Rolled back to ${to.version} in ${seconds.toFixed(1)} s`)
  return { outcome: 'rolled-back', version: to.version }
}

/** Seconds for a slot that has kept running. */
const ALREADY_HEALTHY = 10

/** The old slot has kept running, so this is one rename. */
async function switchBack(
  { application, publicUrl, healthTimeout }: RollbackInputs,
  remote: Remote,
  { active, proxy }: ServerState,
  { version, slot }: Required<Pick<Version, 'version'>> & { slot: NonNullable<Version['slot']> },
): Promise<void> {
  const model = await readComposeModel(remote, application, version)
  const url = loopbackUrl(model, slotService(application.appService, slot))
  await waitUntilHealthy(remote, url + application.healthPath, {
    successes: 1,
    timeout: Math.min(ALREADY_HEALTHY, healthTimeout),
  })
  if (!proxy) throw new UserError(`${version} is in slot ${slot}, but "app-service" has no {slot}`)
  if (active !== slot) await proxy.move(slot)
  await proveTraffic(remote, proxy, { publicUrl, path: application.healthPath }, slot)
}

async function restoreInPlace(
  { application, healthTimeout: timeout, handoverPort: port }: RollbackInputs,
  remote: Remote,
  release: Release,
  { version, slot }: Version,
): Promise<void> {
  const model = await readComposeModel(remote, application, version)
  const services = release.services.filter(name => model.services[name])
  const added = release.services.filter(name => !model.services[name])
  if (added.length > 0)
    log.warning(
      `${added.join(', ')} came with ${release.version} and still runs; ${version} has no such service`,
    )
  await writeOverride(remote, application, { services, version, slot })
  const start = (): Promise<void> =>
    log.group(`Bringing back ${services.join(', ')}`, () =>
      startServices(remote, application, { services, version, timeout }),
    )
  if (slot) return start()
  await withHandover(
    remote,
    application,
    port === undefined ? undefined : { port, model, version, timeout },
    async () => {
      await start()
      await waitUntilHealthy(remote, loopbackUrl(model, application.appService) + application.healthPath, {
        timeout,
      })
    },
  )
}

function failed(
  cause: unknown,
  { from, to }: { from: Release; to: Version },
  path: string,
  server: string,
): Error {
  const why = cause instanceof Error ? cause.message : String(cause)
  const next = `Look at "docker ps" and ${path}/.deploy/releases.jsonl on ${server}`
  return new UserError(
    `ROLLBACK FAILED on the way from ${from.version} to ${to.version}: ${why}. ${next}; manual action needed`,
    { cause },
  )
}
