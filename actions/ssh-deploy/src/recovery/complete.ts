import { log, UserError } from '@tsh/action'
import {
  projectDirectory,
  readComposeModel,
  recordLive,
  replaceInPlace,
  restoreServices,
  returnCheckout,
  serviceUrl,
  updateServices,
  waitUntilHealthy,
} from '@tsh/deployment'
import { end, type Left } from './settled.ts'

/** Seconds for a container that was started by a run that has ended. */
const LONG_ENOUGH = 30

/** The traffic has moved to the release: it is live, and its services in place come after. */
export async function completeSlot(left: Left): Promise<void> {
  const { inputs, remote, release } = left
  const { services, version } = release
  await recordLive(remote, inputs.application, release)
  const model = await readComposeModel(remote, inputs.application, version)
  await updateServices(remote, inputs.application, {
    services,
    version,
    model,
    timeout: inputs.healthTimeout,
  })
  await end(left, 'switched')
}

/**
 * Whether the app service runs the release in place and answers, so that completing is less than going back; or whether
 * there is no way back, because the database is migrated, or may be, or nothing was live before.
 */
export async function runsAlready({ inputs, remote, release }: Left): Promise<boolean> {
  const { application } = inputs
  const { version, previous, wasLive, migrates, revisionBefore, revisionAfter } = release
  if (!previous) return true
  if (wasLive) return false // a rollback of it was cut off
  if (revisionBefore !== revisionAfter || (migrates && revisionAfter === undefined)) return true
  const script = `id=$(docker ps --quiet --filter "label=com.docker.compose.project.working_dir=$1" --filter "label=com.docker.compose.service=$2" --filter label=com.docker.compose.oneoff=False)
docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' $id | grep -qxF "VERSION=$3"`
  const words = [
    'sh',
    '-c',
    script,
    'look at the service',
    projectDirectory(application),
    application.appService,
    version,
  ]
  const { code } = await remote.run(words, { allowFailure: true })
  if (code !== 0) return false
  const model = await readComposeModel(remote, application, version)
  const url = serviceUrl(model, application.appService) + application.healthPath
  return waitUntilHealthy(remote, url, { timeout: LONG_ENOUGH }).then(
    () => true,
    () => false,
  )
}

/** Starts what of a release in place is still missing, and ends the hand-over. */
export async function completeInPlace(left: Left): Promise<void> {
  const { inputs, remote, release } = left
  const { application, healthTimeout: timeout, handoverPort } = inputs
  const { services, version } = release
  log.info(`${version} is completed in place`)
  const model = await readComposeModel(remote, application, version)
  await replaceInPlace(remote, application, { services, version, model, timeout, handoverPort })
  await recordLive(remote, application, release)
  await end(left, 'switched')
}

/** Brings back what was live before: the services in place, the env file and the checkout. */
export async function goBack(left: Left): Promise<void> {
  const { inputs, remote, state, release } = left
  const { application } = inputs
  const { previous } = release
  if (!previous) throw new Error('nothing was live before')
  log.info(`${previous.version} is brought back`)
  await recordLive(remote, application, previous)
  if (!(await returnCheckout(remote, application.path, previous.sha)))
    throw new UserError(
      `${application.path} has local changes, so ${previous.version} cannot be started there`,
    )
  await restoreServices(remote, inputs, {
    ...{ releases: state.releases, from: release, version: previous.version },
    slot: previous.slot,
  })
  await end(left, 'rolled-back')
}
