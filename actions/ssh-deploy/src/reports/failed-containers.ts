import { redactedEnd } from '@tsh/action'
import { type Project, projectDirectory } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { parseQueryResults, QUERY_FUNCTION } from '@tsh/server-query'

/** State of a container, including how it exited. */
export interface FailedContainer {
  name: string
  service: string
  /** `running`, `restarting`, `exited` and so on. */
  status: string
  exitCode: number
  /** Whether the kernel killed it because it exceeded its memory limit. */
  outOfMemory: boolean
  restarts: number
  /** Docker's error for a failed start; often empty. */
  error: string
  /** Results of the last health checks, oldest first. */
  probes: readonly string[]
  /** The last lines of its log. */
  lines: readonly string[]
}

const CONTAINERS = `${QUERY_FUNCTION}
# Containers log to both stdout and stderr.
logs_of() { docker logs --tail "$lines" "$1" 2>&1; }
path=$1 lines=$2; shift 2
for service; do
  for id in $(docker ps --all --quiet --filter "label=com.docker.compose.project.working_dir=$path" --filter "label=com.docker.compose.service=$service"); do
    state=$(docker inspect --format '{{if .State.Health}}{{.State.Health.Status}}{{end}} {{.State.Status}}' "$id")
    [ "$state" != 'healthy running' ] || continue
    query "$service:state:$id" docker inspect --format '{{json .}}' "$id"
    query "$service:lines:$id" logs_of "$id"
  done
done`

const LOG_LINES = 100

/** Inspects the containers of services that are not known to be healthy, in one round trip. */
export async function failedContainers(
  remote: Remote,
  project: Project,
  services: readonly string[],
): Promise<FailedContainer[]> {
  if (services.length === 0) return []
  const args = [
    'sh',
    '-uc',
    CONTAINERS,
    'inspect the containers',
    projectDirectory(project),
    String(LOG_LINES),
    ...services,
  ]
  const { stdout } = await remote.run(args)
  const results = parseQueryResults(stdout)
  return Object.entries(results).flatMap(([name, result]) => {
    const [service = '', what, id] = name.split(':')
    if (what !== 'state' || result?.code !== 0) return []
    const lines = results[`${service}:lines:${id}`]?.text.split('\n') ?? []
    return [failedContainer(service, result.text, lines)]
  })
}

/** The relevant parts of `docker inspect`. */
interface Inspected {
  Name: string
  RestartCount: number
  State: {
    Status: string
    ExitCode: number
    OOMKilled: boolean
    Error: string
    Health?: { Log?: { ExitCode: number; Output: string }[] }
  }
}

function failedContainer(service: string, json: string, lines: readonly string[]): FailedContainer {
  const { Name, RestartCount, State } = JSON.parse(json) as Inspected
  const probes = (State.Health?.Log ?? []).slice(-3)
  return {
    ...{ name: Name.replace(/^\//, ''), service, status: State.Status, exitCode: State.ExitCode },
    ...{ outOfMemory: State.OOMKilled, restarts: RestartCount, error: State.Error, lines },
    probes: probes.map(
      ({ ExitCode, Output }) => `exit ${ExitCode}: ${redactedEnd(Output.trim(), 200) || 'no output'}`,
    ),
  }
}
