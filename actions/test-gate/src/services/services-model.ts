import { UserError } from '@tsh/action'

/** The model that `docker compose config` prints, as far as tests change it. */
export interface ServicesModel {
  name?: string
  services: Readonly<Record<string, ServiceDefinition>>
  volumes?: Readonly<Record<string, unknown>>
  networks?: unknown
}

interface ServiceDefinition {
  depends_on?: Readonly<Record<string, unknown>>
  volumes?: readonly Mount[]
  [key: string]: unknown
}

/** In long form; without a source it is an anonymous volume. */
interface Mount {
  type?: string
  source?: string
  target?: string
  read_only?: boolean
}

/** What the services of tests get from the runner. */
export interface TestFiles {
  /** Replaces the env files of the services; undefined for none. */
  envFile: string | undefined
  /** What the source of a mount is: a file or socket anywhere, a folder of the repository, or neither. */
  find(source: string): 'file' | 'folder' | undefined
}

/** What belongs to one installation of the application, and not to a test: fixed names, networks, the server's env file. */
const DEPLOYED_ONLY = ['container_name', 'env_file', 'networks', 'profiles', 'restart']

/**
 * The named services and what they depend on, as a project that shares no container name, volume or network with a
 * deployment on the same machine.
 * @throws UserError when a name is no service
 */
export function testServices(
  model: ServicesModel,
  names: readonly string[],
  files: TestFiles,
): ServicesModel {
  const needed = withDependencies(model, names)
  const services = needed.map(name => [name, forTests(model.services[name] ?? {}, files)])
  // A volume with a fixed name, an external one, or one with a folder as its device holds real data.
  const volumes = Object.keys(model.volumes ?? {}).map(name => [name, {}])
  const { name: _project, networks: _networks, ...others } = model
  return { ...others, services: Object.fromEntries(services), volumes: Object.fromEntries(volumes) }
}

function withDependencies({ services }: ServicesModel, names: readonly string[]): string[] {
  const unknown = names.filter(name => !Object.hasOwn(services, name))
  if (unknown.length > 0)
    throw new UserError(
      `input "services" names ${unknown.join(', ')}, which the compose file does not define. Defined are ${Object.keys(services).join(', ')}`,
    )
  const needed = new Set(names)
  // A set is iterated together with what is added on the way.
  for (const name of needed)
    for (const dependency of Object.keys(services[name]?.depends_on ?? {})) needed.add(dependency)
  return [...needed]
}

function forTests(service: ServiceDefinition, files: TestFiles): ServiceDefinition {
  const kept = Object.entries(service).filter(([key]) => !DEPLOYED_ONLY.includes(key))
  const { envFile } = files
  const hasEnvFile = service.env_file !== undefined && envFile !== undefined
  const volumes = service.volumes?.map(mount =>
    holdsData(mount, files) ? { type: 'volume', target: mount.target ?? '' } : mount,
  )
  return {
    ...defaultCheck(service),
    ...Object.fromEntries(kept),
    ...(hasEnvFile ? { env_file: [{ path: envFile }] } : {}),
    ...(volumes ? { volumes } : {}),
  }
}

/** Where images of data stores keep their data. */
const DATA_PATH = /^\/(var\/lib\/(postgresql|mysql|redis|mongodb|rabbitmq)|bitnami|data)(\/|$)/

/**
 * Whether a folder of the machine is mounted that may have data of a deployment or of an earlier run. Files, folders of
 * the repository, and what is only read, are needed by the service.
 */
function holdsData(
  { type, source = '', target = '', read_only: isReadOnly = false }: Mount,
  { find }: TestFiles,
): boolean {
  if (isReadOnly) return false
  if (source.includes('$')) return DATA_PATH.test(target)
  if (type !== 'bind') return false
  const found = find(source)
  return found === undefined || (found === 'folder' && DATA_PATH.test(target))
}

/** When data stores accept connections: while PostgreSQL and MySQL initialize a new volume, they do not listen on TCP. */
const CHECKS: readonly [image: RegExp, command: string][] = [
  [/^(postgres|postgis|pgvector|timescaledb(-ha)?)$/, 'pg_isready --quiet --host 127.0.0.1'],
  [/^(redis|valkey)$/, 'redis-cli ping'],
  [/^(mysql|mariadb)$/, '$$(command -v mariadb-admin mysqladmin | head -n 1) ping --silent --host 127.0.0.1'],
]

/** A health check for a data store without one, because tests would start before it is ready. */
function defaultCheck({ image }: ServiceDefinition): ServiceDefinition {
  const name = /(?:^|\/)([\w.-]+)(?:[:@].*)?$/.exec(String(image ?? ''))?.[1] ?? ''
  const command = CHECKS.find(([pattern]) => pattern.test(name))?.[1]
  if (command === undefined) return {}
  return { healthcheck: { test: ['CMD-SHELL', command], interval: '1s', timeout: '5s', retries: 300 } }
}
