import { addressIn, type DatabaseAddress, separateAddress } from './application/database-address.ts'

/** The parts of a compose service, as `docker compose config --format json` prints them, that show which database it uses. */
export interface ServiceModel {
  image?: string
  build?: unknown
  container_name?: string
  hostname?: string
  environment?: Record<string, string | null>
  networks?: Record<string, { aliases?: string[] } | null>
}

/** A database that a variable of the application names. */
export interface UsedDatabase {
  database: string
  /** For messages: `DATABASE_URL of service app`. */
  by: string
}

/** A database that a variable of the application names, wherever it is. */
export interface NamedDatabase extends UsedDatabase {
  /** The service that has the variable. */
  service: string
  /** The services of the compose file that its host may be; none where it is elsewhere. */
  servers: readonly string[]
  address: DatabaseAddress
  /** Whether host and database are in one variable: two of them, such as `REDIS_HOST` and `REDIS_DB`, may mean anything. */
  together: boolean
}

/**
 * The databases that the application uses, as far as the environment of its services shows. Those are the services that
 * are built here, or whose image has the version as its tag: an exporter or an administration tool also logs in to the
 * server, and its database is not the application's.
 * @param version what `${VERSION}` was when the model was read
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
  host.split(',').some(one => names.includes(one))

const POSTGRES = /(?:^|[-_.])(?:postgres(?:ql)?|postgis|pgvector|timescaledb)(?:$|[-_.\d])/
/** Programs that are for PostgreSQL and have none: the exporter of Prometheus, backups, poolers, consoles. */
const FOR_POSTGRES = /exporter|backup|dump|bouncer|pool|admin|client|operator/

/** Whether a service runs PostgreSQL, by the name of its image. */
export function isPostgres({ image = '' }: ServiceModel): boolean {
  const [, name = ''] = /([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(image) ?? []
  return POSTGRES.test(name) && !FOR_POSTGRES.test(name)
}

/** The beginning of variables that are about a database and not about a cache or a queue. */
const ABOUT_SQL = /^(PG|POSTGRES|DB|DATABASE|SQL)/i

/** Whether what is named is a database in SQL, as far as its variables show. */
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

/** The names that other services reach a service by. */
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

/** Variables of databases for tests, or for the trials of a migration tool; no one's data are in them. */
const NOT_KEPT = /(^|_)(TEST|SHADOW)(_|$)/i

function namedIn(environment: Readonly<Record<string, string | null>>): Named[] {
  // `docker compose config` prints a `$` so that it could read it again.
  const values = Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, (value ?? '').replaceAll('$$', '$')]),
  )
  return Object.entries(values).flatMap(([key, value]): Named[] => {
    if (NOT_KEPT.test(key)) return []
    const whole = addressIn(value)
    if (whole) return [{ key, together: true, address: whole }]
    const separate = separateAddress(values, key)
    return separate ? [{ ...separate, together: false }] : []
  })
}
