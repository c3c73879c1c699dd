/** The connection parameters of an application. They include the password, so they are never printed. */
export interface DatabaseAddress {
  /** A comma-separated list of hosts, as in libpq. */
  host: string
  /** Empty for the default, also in the following fields. */
  port: string
  database: string
  user: string
  password: string
  /** `sslmode` of libpq. */
  sslMode: string
}

/** The address in a single variable: a URL or a connection string. */
export const addressIn = (value: string): DatabaseAddress | undefined =>
  addressInUrl(value.trim()) ?? addressInConnectionString(value)

/** A URL, including JDBC URLs and URLs with a driver. A password may contain anything; it ends at the last `@` before the host. */
const URL_FORM =
  /^(?:jdbc:)?(?:postgres(?:ql)?|postgis|pgsql)(?:\+\w+)?:\/\/(?:(.*)@)?([^@/?#\s]+)\/([^/?#\s]+)(?:\?([^\s#]*))?/

function addressInUrl(url: string): DatabaseAddress | undefined {
  const [, login = '', hosts = '', database, query = ''] = URL_FORM.exec(url) ?? []
  const places = hosts.split(',').map(host => /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(host))
  if (!database || places.some(place => place === null)) return undefined
  const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(login) ?? []
  const inQuery = (name: string): string =>
    decoded(new RegExp(`(?:^|&)${name}=([^&]*)`).exec(query)?.[1] ?? '')
  return {
    host: places.map(place => place?.[1]?.replace(/^\[|\]$/g, '')).join(','),
    port: places.some(place => place?.[2]) ? places.map(place => place?.[2] ?? '').join(',') : '',
    database: decoded(database),
    user: decoded(user) || inQuery('user'),
    password: decoded(password) || inQuery('password'),
    sslMode: sslModeOf(inQuery('sslmode')),
  }
}

/** A connection string of libpq (`host=db dbname=shop`) or .NET (`Host=db;Database=shop`). */
function addressInConnectionString(value: string): DatabaseAddress | undefined {
  const field = (...names: string[]): string =>
    new RegExp(`(?:^|[;\\s])(?:${names.join('|')})\\s*=\\s*([^;\\s]+)`, 'i').exec(value)?.[1] ?? ''
  const host = field('host', 'server').replace(/:.*$/, '')
  const database = field('dbname', 'database')
  if (host === '' || database === '') return undefined
  return {
    ...{ host, database, port: field('port'), user: field('user', 'username', 'user id', 'uid') },
    ...{ password: field('password', 'pwd'), sslMode: sslModeOf(field('sslmode')) },
  }
}

/**
 * The address in separate variables, identified by the host variable: `PGHOST` and `PGDATABASE`, `POSTGRES_SERVER` and
 * `POSTGRES_DB`, `DB_HOST` and `DB_NAME`.
 * @returns the address with the variable of the database
 */
export function separateAddress(
  environment: Readonly<Record<string, string>>,
  hostKey: string,
): { key: string; address: DatabaseAddress } | undefined {
  const [, prefix] = /^(.*?)(?:host|hostname|server)$/i.exec(hostKey) ?? []
  if (prefix === undefined) return undefined
  const find = (...suffixes: string[]): [key: string, value: string] => {
    const wanted = suffixes.map(suffix => prefix.toLowerCase() + suffix)
    const isWanted = ([key, value]: [string, string]): boolean =>
      value !== '' && wanted.includes(key.toLowerCase())
    return Object.entries(environment).find(isWanted) ?? ['', '']
  }
  const whole = environment[hostKey] ?? ''
  // An IPv6 address contains colons itself.
  const [, host = whole, port = ''] = /^([^:]*):(\d+)$/.exec(whole) ?? []
  const [key, database] = find(...DATABASE_SUFFIXES)
  if (host === '' || database === '') return undefined
  const address = {
    ...{ host, database, port: port || find('port')[1] },
    user: find('user', 'username', 'login')[1],
    password: find('password', 'pass', 'passwd', 'pwd')[1],
    sslMode: sslModeOf(find('sslmode', 'ssl_mode')[1]),
  }
  return { key, address }
}

const DATABASE_SUFFIXES = ['database', 'db', 'name', 'dbname', 'db_name', 'database_name']

const sslModeOf = (text: string): string =>
  /^(disable|allow|prefer|require|verify-ca|verify-full)$/.test(text) ? text : ''

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
