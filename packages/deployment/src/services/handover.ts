import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { InPlaceApplication, Project } from '../application.ts'
import { type ComposeModel, publishedPort, urlHost } from '../compose/compose-model.ts'
import { requireImages } from '../images/required-images.ts'
import { runJob } from '../jobs/job.ts'
import { oneOffJob } from '../jobs/one-off.ts'
import { type HealthCheck, healthRequest, waitUntilHealthy } from './health.ts'
import { waitForContainer } from './wait-for-container.ts'

export interface Handover {
  port: number
  /** Folder of the state file, which the proxy reads. */
  directory: string
  model: ComposeModel
  /** The version that the second container runs. */
  version: string
  /** Health timeout in seconds. */
  timeout: number
}

/**
 * Replaces the app service without downtime: a second container of the version takes over the traffic while the work
 * replaces the first. The proxy checks for the file `handover` on every request, as for slots. When the work fails, the
 * second container keeps serving until a later deployment or rollback starts a healthy one next to it.
 */
export async function withHandover(
  remote: Remote,
  application: InPlaceApplication,
  handover: Handover,
  work: () => Promise<void>,
): Promise<void> {
  if (!(await hasTraffic(remote, application, handover))) {
    await endHandover(remote, application, handover)
    await start(remote, application, handover)
  }
  log.info('Second container receives the traffic')
  await work()
  await endHandover(remote, application, handover)
  log.info(`${application.placement.service} receives the traffic again`)
}

const nameOf = (model: ComposeModel): string => `${model.name}-handover`
const stateFile = ({ directory }: Pick<Handover, 'directory'>): string => `${directory}/handover`

/** Whether a second container has been serving since an earlier replacement failed. */
async function hasTraffic(
  remote: Remote,
  application: InPlaceApplication,
  handover: Handover,
): Promise<boolean> {
  const { code } = await remote.run(['test', '-e', stateFile(handover)], { allowFailure: true })
  if (code !== 0) return false
  const answer = remote.request(healthRequest(handoverHealth(application, handover)))
  return answer.then(({ status }) => status >= 200 && status < 300).catch(() => false)
}

/** The second container is published on the same address as the app service. */
function handoverHealth(
  { placement, healthPath, publicUrl }: InPlaceApplication,
  { model, port }: Handover,
): HealthCheck {
  const host = urlHost(publishedPort(model, placement.service).address)
  return { url: `http://${host}:${port}${healthPath}`, publicUrl }
}

async function start(remote: Remote, application: InPlaceApplication, handover: Handover): Promise<void> {
  const { service } = application.placement
  const { port, model, version, timeout } = handover
  const { address, target } = publishedPort(model, service)
  const published = `${urlHost(address)}:${port}:${target}`
  await requireImages(remote, model, [service])
  const args = ['--detach', '--no-deps', '--name', nameOf(model), '--publish', published, service]
  await log.group(`Starting a second container of ${service} for the handover`, () =>
    runJob(remote, application, {
      ...{ name: 'start the second container', deadline: timeout, onLine: log.untrusted },
      ...oneOffJob(application, { model, service, version, args }),
    }),
  )
  await waitUntilHealthy(remote, handoverHealth(application, handover), { timeout })
  await waitForContainer(remote, nameOf(model), timeout)
  await remote.run(['touch', '--', stateFile(handover)])
}

/**
 * First routes new requests to the app service; then the second container, if any, finishes its requests and stops. It
 * may be one that an earlier run has left.
 */
export async function endHandover(
  remote: Remote,
  project: Project,
  handover: Pick<Handover, 'directory' | 'model'>,
): Promise<void> {
  const container = nameOf(handover.model)
  const script = 'rm -f -- "$1"; docker ps --all --quiet --filter "name=^$2$"'
  const reroute = ['sh', '-euc', script, 'reroute the traffic', stateFile(handover), container]
  const { stdout } = await remote.run(reroute)
  if (stdout === '') return
  const command = [
    'sh',
    '-c',
    'docker stop --time 30 "$1" > /dev/null 2>&1 || true',
    'docker stop',
    container,
  ]
  await runJob(remote, project, { name: 'stop the second container', command, container, deadline: 60 })
}
