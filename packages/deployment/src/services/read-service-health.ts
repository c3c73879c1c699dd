import { log, UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, projectDirectory } from '../application.ts'
import type { ServiceHealth } from '../journal/evidence-facts.ts'

/** Never the output of a health check, which may contain anything. */
const FORMAT = [
  '{{index .Config.Labels "com.docker.compose.service"}}',
  '{{.State.Status}}',
  '{{json .State.StartedAt}}',
  '{{with .State.Health}}{{.Status}}{{range .Log}} {{.ExitCode}}={{json .End}}{{end}}{{end}}',
].join('\t')

const INSPECT = `folder=$1 format=$2; shift 2
for service; do
  id=$(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$folder" --filter "label=com.docker.compose.service=$service" --filter label=com.docker.compose.oneoff=False | head -n 1)
  [ -z "$id" ] || docker inspect --type container --format "$format" "$id"
done`

/**
 * Queries the containers of services: which are healthy, and how long that took. A query that fails or takes too long is an
 * empty list, because the release is live already.
 */
export async function readServiceHealth(
  remote: Remote,
  application: Application,
  services: readonly string[],
): Promise<ServiceHealth[]> {
  const args = ['read the health', projectDirectory(application), FORMAT, ...services]
  try {
    return serviceHealthIn((await remote.run(['sh', '-uc', INSPECT, ...args])).stdout)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    log.info(`The health of the services is unknown: ${error.message}`)
    return []
  }
}

/** Parses a line `service state start health` for each container. */
export function serviceHealthIn(output: string): ServiceHealth[] {
  return output.split('\n').flatMap(line => {
    const [service = '', state = '', started = '', health = ''] = line.split('\t')
    if (service === '') return []
    const [status = '', ...checks] = health.trim().split(/ (?=\d+=)/)
    if (status === '') return [{ service, state }]
    return [{ service, state: status, ...secondsUntilHealthy(timeIn(started), checks) }]
  })
}

/** Docker keeps the last five checks, so the first success is among them only for a short time. */
const KEPT_CHECKS = 5

function secondsUntilHealthy(started: number, checks: readonly string[]): { seconds?: number } {
  const first = checks.find(check => check.startsWith('0='))
  const seconds = (timeIn(first?.slice(2) ?? '') - started) / 1000
  const isFirst = checks.length < KEPT_CHECKS || checks.indexOf(first ?? '') > 0
  return isFirst && seconds >= 0 ? { seconds: Math.round(seconds * 10) / 10 } : {}
}

/** The time in a JSON string, in milliseconds. */
const timeIn = (json: string): number => Date.parse(json.replaceAll('"', ''))
