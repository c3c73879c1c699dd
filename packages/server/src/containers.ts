import { linesOf, type QueryResults } from './query.ts'

export interface KnownContainer {
  name: string
  /** Compose's project and service, empty for a container that compose has not created. */
  project: string
  service: string
}

export interface RunningContainer extends KnownContainer {
  /** What the container was made from, as its compose file names it. */
  image: string
  /** Published ports such as `127.0.0.1:8001->8000/tcp`. */
  ports: string
}

const FIELDS = [
  '{{slice .Name 1}}',
  '{{index .Config.Labels "com.docker.compose.project"}}',
  '{{index .Config.Labels "com.docker.compose.service"}}',
  '{{.Config.Image}}',
  '{{range $port, $bindings := .NetworkSettings.Ports}}{{range $bindings}}{{.HostIp}}:{{.HostPort}}->{{$port}}, {{end}}{{end}}',
]

/** What `docker inspect` is to write of each container: a line that `runningContainers` reads, empty for one that does not run. */
export const RUNNING = `{{if .State.Running}}${FIELDS.join('\t')}{{end}}`

/** The same of one that does not run, with its first three fields. */
export const STOPPED = `{{if not .State.Running}}${FIELDS.slice(0, 3).join('\t')}{{end}}`

/** The services of a project that have a container, whether it runs or not. */
export const existingServices = (results: QueryResults, project: string): string[] =>
  allContainers(results)
    .filter(container => container.project === project)
    .map(({ service }) => service)

/** The containers on the server, those of other projects too, whether they run or not. */
export function allContainers(results: QueryResults): KnownContainer[] {
  const stopped = linesOf(results.stopped).map(line => {
    const [name = '', project = '', service = ''] = line.split('\t')
    return { name, project, service }
  })
  return [...runningContainers(results), ...stopped]
}

/** The containers that run on the server, those of other projects too. */
export function runningContainers({ containers }: QueryResults): RunningContainer[] {
  const lines = containers?.code === 0 ? containers.text.split('\n').filter(line => line !== '') : []
  return lines.map(line => {
    const [name = '', project = '', service = '', image = '', ports = ''] = line.split('\t')
    return { name, project, service, image, ports }
  })
}
