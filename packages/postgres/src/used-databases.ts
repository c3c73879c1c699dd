import { addressIn, type DatabaseAddress, separateAddress } from './application/database-address.ts'

/** The parts of a compose service in `docker compose config --format json` that show which database it uses. */
export interface ServiceModel {
  image?: string
  build?: unknown
  container_name?: string
  hostname?: string
  environment?: Record<string, string | null>
  networks?: Record<string, { aliases?: string[] } | null>
}

/** A database named by an environment variable of the application. */
export interface UsedDatabase {
  database: string
  /** For messages: `DATABASE_URL of service app`. */
  by: string
}

/** A database named by an environment variable of the application, on any host. */
export interface NamedDatabase extends UsedDatabase {
  /** The service that has the variable. */
  service: string
  /** The compose services that its host may refer to; empty if it is elsewhere. */
  servers: readonly string[]
  address: DatabaseAddress
  /** Whether host and database are in one variable: separate ones, such as `REDIS_HOST` and `REDIS_DB`, are ambiguous. */
  together: boolean
}

/**
 * The databases that the application uses according to the environment of its services. These are the services that are
 * built here or whose image is tagged with the version: exporters and administration tools also log in to the server,
 * but their database is not the application's.
 * @param version value of `${VERSION}` when the model was read
 */
export function namedDatabases(
  services: Readonly<Record<string, ServiceModel>>,
  version: string,
): NamedDatabase[] {
  const known = Object.entries(services).map(([name, model]) => ({ name, hosts: hostsOf(name, model) }))
  return Object.entries(services)
    .filter(([, { build, image }]) => build || image?.endsWith(`:${version}`))
    .flatMap(([service, { environment = {} }]) =>
      namedIn(environment).map(({ key, together, address }) => ({
        database: address.database,
        by: `${key} of service ${service}`,
        service,
        servers: known
          .filter(({ name, hosts }) => name !== service && isReachedBy(address, hosts))
          .map(({ name }) => name),
        address,
        together,
      })),
    )
}

const isReachedBy = ({ host }: DatabaseAddress, names: readonly string[]): boolean =>
  host.split(',').some(each => names.includes(each))

const POSTGRES = /(?:^|[-_.])(?:postgres(?:ql)?|postgis|pgvector|timescaledb)(?:$|[-_.\d])/
/** Tools for PostgreSQL that are not a server: Prometheus exporters, backups, poolers, consoles. */
const FOR_POSTGRES = /exporter|backup|dump|bouncer|pool|admin|client|operator/

/** Whether a service runs PostgreSQL, according to its image name. */
export function isPostgres({ image = '' }: ServiceModel): boolean {
  const [, name = ''] = /([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(image) ?? []
  return POSTGRES.test(name) && !FOR_POSTGRES.test(name)
}

/** Prefixes of variables for a database rather than a cache or a queue. */
const ABOUT_SQL = /^(PG|POSTGRES|DB|DATABASE|SQL)/i

/** Whether a database is an SQL database, according to its variables. */
export const isAboutSql = ({ by, together }: Pick<NamedDatabase, 'by' | 'together'>): boolean =>
  together || ABOUT_SQL.test(by)

/**
 * The databases of a server that the application uses.
 * @param server service of the database server
 */
export function usedDatabases(
  services: Readonly<Record<string, ServiceModel>>,
  { server, version }: { server: string; version: string },
): UsedDatabase[] {
  return namedDatabases(services, version)
    .filter(({ servers }) => servers.includes(server))
    .map(({ database, by }) => ({ database, by }))
}

/** The host names of a service for other services. */
function hostsOf(name: string, { container_name, hostname, networks = {} }: ServiceModel): string[] {
  const aliases = Object.values(networks).flatMap(network => network?.aliases ?? [])
  return [name, container_name ?? name, hostname ?? name, ...aliases]
}

interface Named {
  /** The variable of the database. */
  key: string
  together: boolean
  address: DatabaseAddress
}

/** Variables of test databases and of shadow databases of migration tools, which contain no real data. */
const TEST_DATABASE = /(^|_)(TEST|SHADOW)(_|$)/i

function namedIn(environment: Readonly<Record<string, string | null>>): Named[] {
  // `docker compose config` escapes `$` as `$$`.
  const values = Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, (value ?? '').replaceAll('$$', '$')]),
  )
  return Object.entries(values).flatMap(([key, value]): Named[] => {
    if (TEST_DATABASE.test(key)) return []
    const whole = addressIn(value)
    if (whole) return [{ key, together: true, address: whole }]
    const separate = separateAddress(values, key)
    return separate ? [{ ...separate, together: false }] : []
  })
}
