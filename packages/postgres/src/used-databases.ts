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
  /** The services of the compose file that its host may be; none where it is elsewhere. */
  servers: readonly string[]
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
    .flatMap(([name, { environment = {} }]) =>
      namedIn(environment).map(({ database, host, key, together }) => ({
        database,
        by: `${key} of service ${name}`,
        servers: known.filter(one => one.name !== name && one.hosts.includes(host)).map(one => one.name),
        together,
      })),
    )
}

const POSTGRES = /(?:^|[-_.])(?:postgres(?:ql)?|postgis|pgvector|timescaledb)(?:$|[-_.\d])/
/** Programs that are for PostgreSQL and have none: the exporter of Prometheus, backups, poolers, consoles. */
const FOR_POSTGRES = /exporter|backup|dump|bouncer|pool|admin|client|operator/

/** Whether a service runs PostgreSQL, by the name of its image. */
export function isPostgres({ image = '' }: ServiceModel): boolean {
  const [, name = ''] = /([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(image) ?? []
  return POSTGRES.test(name) && !FOR_POSTGRES.test(name)
}

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

interface Named extends Address {
  key: string
  together: boolean
}

/** Variables of databases for tests, or for the trials of a migration tool; no one's data are in them. */
const NOT_KEPT = /(^|_)(TEST|SHADOW)(_|$)/i

function namedIn(environment: Record<string, string | null>): Named[] {
  return Object.entries(environment).flatMap(([key, value]) => {
    if (NOT_KEPT.test(key)) return []
    const whole = address(value ?? '')
    const found = whole ?? separate(environment, key)
    return found ? [{ key, together: whole !== undefined, ...found }] : []
  })
}

interface Address {
  host: string
  database: string
  /** The variable of the database, where it has its own. */
  key?: string
}

/** A URL, also of JDBC or with a driver. A password may contain anything; the last `@` before the host ends it. */
const URL_FORM =
  /^(?:jdbc:)?(?:postgres(?:ql)?|postgis|pgsql)(?:\+\w+)?:\/\/(?:.*@)?([^:@/?#\s]+)(?::\d{1,5})?\/([^/?#\s]+)/
/** The words of libpq (`host=db dbname=shop`), or those of .NET (`Host=db;Database=shop`). */
const HOST_WORD = /(?:^|[;\s])(?:host|server)\s*=\s*([^;:\s]+)/i
const DATABASE_WORD = /(?:^|[;\s])(?:dbname|database)\s*=\s*([^;\s]+)/i

function address(value: string): Address | undefined {
  const [, host, database] = URL_FORM.exec(value.trim()) ?? []
  if (host && database) return { host, database: decoded(database) }
  const [, server] = HOST_WORD.exec(value) ?? []
  const [, name] = DATABASE_WORD.exec(value) ?? []
  return server && name ? { host: server, database: name } : undefined
}

const DATABASE_SUFFIXES = ['database', 'db', 'name', 'dbname', 'db_name', 'database_name']

/** Host and database in two variables: `PGHOST` and `PGDATABASE`, `POSTGRES_SERVER` and `POSTGRES_DB`, `DB_HOST` and `DB_NAME`. */
function separate(environment: Record<string, string | null>, key: string): Address | undefined {
  const [, prefix] = /^(.*?)(?:host|hostname|server)$/i.exec(key) ?? []
  if (prefix === undefined) return undefined
  const wanted = DATABASE_SUFFIXES.map(suffix => prefix.toLowerCase() + suffix)
  const [found, database] =
    Object.entries(environment).find(([name, value]) => value && wanted.includes(name.toLowerCase())) ?? []
  const host = environment[key]?.replace(/:\d+$/, '')
  return found && database && host ? { host, database, key: found } : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
