import { linesOf, type QueryResults } from './query.ts'

export interface KnownContainer {
  name: string
  /** Compose project and service, empty for a container that was not created by Compose. */
  project: string
  service: string
}

export interface RunningContainer extends KnownContainer {
  /** The image reference the container was created with. */
  image: string
  /** Published ports such as `127.0.0.1:8001->8000/tcp`. */
  ports: string
}

const FIELDS = [
  '{{slice .Name 1}}',
  '{{index .Config.Labels "com.docker.compose.project"}}',
  // One of "docker compose run" is not the service, and may be left behind.
  '{{if ne (index .Config.Labels "com.docker.compose.oneoff") "True"}}{{index .Config.Labels "com.docker.compose.service"}}{{end}}',
  '{{.Config.Image}}',
  '{{range $port, $bindings := .NetworkSettings.Ports}}{{range $bindings}}{{.HostIp}}:{{.HostPort}}->{{$port}}, {{end}}{{end}}',
]

/** Format for `docker inspect`: one line per container for `runningContainers`, empty unless the container is running. */
export const RUNNING = `{{if .State.Running}}${FIELDS.join('\t')}{{end}}`

/** The same for containers that are not running, with the first three fields. */
export const STOPPED = `{{if not .State.Running}}${FIELDS.slice(0, 3).join('\t')}{{end}}`

/** The services of a project that have a container, running or not. */
export const existingServices = (results: QueryResults, project: string): string[] =>
  allContainers(results)
    .filter(container => container.project === project)
    .map(({ service }) => service)

/** All containers on the server, including those of other projects, running or not. */
export function allContainers(results: QueryResults): KnownContainer[] {
  const stopped = linesOf(results.stopped).map(line => {
    const [name = '', project = '', service = ''] = line.split('\t')
    return { name, project, service }
  })
  return [...runningContainers(results), ...stopped]
}

/** The running containers on the server, including those of other projects. */
export function runningContainers({ containers }: QueryResults): RunningContainer[] {
  const lines = containers?.code === 0 ? containers.text.split('\n').filter(line => line !== '') : []
  return lines.map(line => {
    const [name = '', project = '', service = '', image = '', ports = ''] = line.split('\t')
    return { name, project, service, image, ports }
  })
}
