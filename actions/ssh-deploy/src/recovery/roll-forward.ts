import { log, UserError } from '@tsh/action'
import {
  atVersion,
  hasSlots,
  type InPlaceApplication,
  projectDirectory,
  readComposeModel,
  recordLive,
  replaceInPlace,
  restoreServices,
  returnCheckout,
  serviceHealth,
  updateServices,
  waitUntilHealthy,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { closeRelease, type InterruptedRelease } from './interrupted-release.ts'

/** For a container that the interrupted run has already started. */
const HEALTH_TIMEOUT_SECONDS = 30

/** Rolls forward a release that already has the traffic and is recorded as live: updates its in-place services. */
export async function rollForwardSlot(interrupted: InterruptedRelease): Promise<void> {
  const { inputs, remote, state, release } = interrupted
  const { services, version } = release
  const application = await atVersion(remote, inputs.application, state.releases, version)
  const model = await readComposeModel(remote, application, version)
  await updateServices(remote, application, {
    services,
    version,
    model,
    timeout: inputs.healthTimeout,
  })
  await closeRelease(interrupted, 'switched')
}

/**
 * Whether to roll forward in place: the app service already runs the release and is healthy; or a rollback is
 * impossible, because the database was migrated (or may have been), or nothing was live before.
 */
export async function canRollForward({
  inputs,
  remote,
  state,
  release,
}: InterruptedRelease): Promise<boolean> {
  const application = await atVersion(remote, inputs.application, state.releases, release.version)
  const { version, previous, wasLive, migrates, revisionBefore, revisionAfter } = release
  if (!previous) return true
  if (wasLive) return false // a rollback of it was interrupted
  if (revisionBefore !== revisionAfter || (migrates && revisionAfter === undefined)) return true
  return !hasSlots(application) && isHealthy(remote, application, version)
}

/** Whether the app service runs a version and is healthy. */
async function isHealthy(remote: Remote, application: InPlaceApplication, version: string): Promise<boolean> {
  const { service } = application.placement
  const script = `id=$(docker ps --quiet --filter "label=com.docker.compose.project.working_dir=$1" --filter "label=com.docker.compose.service=$2" --filter label=com.docker.compose.oneoff=False)
docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' $id | grep -qxF "VERSION=$3"`
  const args = ['sh', '-c', script, 'inspect the service', projectDirectory(application), service, version]
  const { code } = await remote.run(args, { allowFailure: true })
  if (code !== 0) return false
  const model = await readComposeModel(remote, application, version)
  const check = serviceHealth(application, model, service)
  return waitUntilHealthy(remote, check, { timeout: HEALTH_TIMEOUT_SECONDS }).then(
    () => true,
    () => false,
  )
}

/** Starts the missing services of an in-place release, and ends the handover. */
export async function rollForwardInPlace(interrupted: InterruptedRelease): Promise<void> {
  const { inputs, remote, state, release } = interrupted
  const { healthTimeout: timeout, handoverPort } = inputs
  const { services, version } = release
  const application = await atVersion(remote, inputs.application, state.releases, version)
  log.info(`Rolling forward ${version} in place`)
  if (hasSlots(application)) throw new UserError('it ran in place, but "service" contains {slot} now')
  const model = await readComposeModel(remote, application, version)
  await replaceInPlace(remote, application, { services, version, model, timeout, handoverPort })
  await recordLive(remote, application, release)
  await closeRelease(interrupted, 'switched')
}

/** Restores what was live before: the in-place services, the env file and the checkout. */
export async function rollBack(interrupted: InterruptedRelease): Promise<void> {
  const { inputs, remote, state, release } = interrupted
  const { application } = inputs
  const { previous } = release
  if (!previous) throw new Error('nothing was live before')
  log.info(`Rolling back to ${previous.version}`)
  // With slots the caller has recorded it, because the proxy routes to it already.
  if (!release.slot) await recordLive(remote, application, previous)
  if (!(await returnCheckout(remote, application.path, previous.sha)))
    throw new UserError(
      `${application.path} has local changes, so ${previous.version} cannot be restored there`,
    )
  await restoreServices(remote, inputs, {
    ...{ releases: state.releases, from: release, version: previous.version },
    slot: previous.slot,
  })
  await closeRelease(interrupted, 'rolled-back')
}
