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

/**
 * The databases of a server that the application uses, as far as the environment of its services shows. Those are the
 * services that are built here, or whose image has the version as its tag: an exporter or an administration tool also
 * logs in to the server, and its database is not the one to protect.
 * @param server service of the database server
 * @param version what `${VERSION}` was when the model was read
 */
export function usedDatabases(
  services: Readonly<Record<string, ServiceModel>>,
  { server, version }: { server: string; version: string },
): UsedDatabase[] {
  const hosts = hostsOf(server, services[server] ?? {})
  return Object.entries(services)
    .filter(([name, { build, image }]) => name !== server && (build || image?.endsWith(`:${version}`)))
    .flatMap(([name, { environment = {} }]) =>
      namedIn(environment, hosts).map(({ database, key }) => ({ database, by: `${key} of service ${name}` })),
    )
}

/** The names that other services reach a service by. */
function hostsOf(name: string, { container_name, hostname, networks = {} }: ServiceModel): string[] {
  const aliases = Object.values(networks).flatMap(network => network?.aliases ?? [])
  return [name, container_name ?? name, hostname ?? name, ...aliases]
}

interface Named {
  database: string
  key: string
}

/** Variables of databases for tests, or for the trials of a migration tool; no one's data are in them. */
const NOT_KEPT = /(^|_)(TEST|SHADOW)(_|$)/i

function namedIn(environment: Record<string, string | null>, hosts: readonly string[]): Named[] {
  return Object.entries(environment).flatMap(([key, value]) => {
    if (NOT_KEPT.test(key)) return []
    const found = address(value ?? '') ?? separate(environment, key)
    return found && hosts.includes(found.host) ? [{ database: found.database, key: found.key ?? key }] : []
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
