import { redactedStart } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { NamedDatabase, UsedDatabase } from '../used-databases.ts'
import type { DatabaseAddress } from './database-address.ts'

/** What no two databases have in common that run at the same time, not even copies of one another. */
export interface DatabaseIdentity {
  /** The name that the server itself has for it; a pooler may call it by another. */
  database: string
  /** See `SERVER_STARTED`. */
  serverStarted: string
}

/** A database that was reached, or why none was. */
export type Reached = { identity: DatabaseIdentity } | { problem: string }

/** SQL: when the server has started, to the microsecond. Every role may know, and no setting changes the form. */
export const SERVER_STARTED = `pg_catalog.to_char(pg_catalog.timezone('UTC', pg_catalog.pg_postmaster_start_time()), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * The login is read from the standard input, so the password is on no command line. Nothing is set in the session: a pooler
 * hands it on to the application.
 */
const SCRIPT = `for name in PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD PGSSLMODE; do
  unset "$name"
  IFS= read -r value || true
  [ -z "$value" ] || export "$name=$value"
done
unset PGOPTIONS PGSERVICE
export LC_ALL=C PGAPPNAME=tsh-deploy PGCONNECT_TIMEOUT=10
exec timeout -s TERM 30 psql -X -A -t -q -w -c 'SELECT pg_catalog.json_build_array(pg_catalog.current_database(), ${SERVER_STARTED.replaceAll("'", "'\\''")})'`

/** Where an application is, and what psql is started from. */
export interface Viewpoint {
  /** Name of the compose project. */
  project: string
  /** Image with psql that the server has; empty for none. */
  image: string
}

/** A database that a variable names, and where its address leads. */
export interface Followed extends UsedDatabase {
  reached: Reached
}

/** Follows addresses of an application to their databases, each once. */
export async function followAddresses(
  remote: Remote,
  named: readonly NamedDatabase[],
  viewpoint: Viewpoint,
): Promise<Followed[]> {
  const followed: Followed[] = []
  for (const [first, ...others] of Map.groupBy(named, one => JSON.stringify(one.address)).values()) {
    if (!first) continue
    const services = [first, ...others].map(({ service }) => service)
    const reached = await reachDatabase(remote, first.address, { ...viewpoint, services })
    followed.push({ database: first.database, by: first.by, reached })
  }
  return followed
}

/**
 * Follows one address, from inside the network of a service: a name such as `localhost` or `pgbouncer` means something else
 * everywhere else.
 */
async function reachDatabase(
  remote: Remote,
  { host, port, database, user, password, sslMode }: DatabaseAddress,
  { project, image, services }: Viewpoint & { services: readonly string[] },
): Promise<Reached> {
  const lines = [host, port, database, user, password, sslMode]
  if (lines.some(line => /[\r\n\0]/.test(line))) return { problem: 'its address has a line break' }
  if (image === '') return { problem: 'the server has no image with psql for it' }
  const container = await firstContainer(remote, project, services)
  if (container === undefined) return { problem: `no container of service "${services[0]}" runs` }
  const isolation = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges']
  const options = ['--rm', '-i', '--pull', 'never', '--network', `container:${container}`, ...isolation]
  const { code, stdout, stderr } = await remote.run(
    ['docker', 'run', ...options, '--entrypoint', 'sh', '--', image, '-c', SCRIPT],
    { input: lines.map(line => `${line}\n`).join(''), allowFailure: true },
  )
  const identity = code === 0 ? identityIn(stdout) : undefined
  return identity ? { identity } : { problem: `psql failed: ${lastLine(stderr) || `exit code ${code}`}` }
}

async function firstContainer(
  remote: Remote,
  project: string,
  services: readonly string[],
): Promise<string | undefined> {
  for (const service of services) {
    const container = await runningContainer(remote, project, service)
    if (container !== undefined) return container
  }
  return undefined
}

/** The name of a container of a service. @param project name of the compose project */
export async function runningContainer(
  remote: Remote,
  project: string,
  service: string,
): Promise<string | undefined> {
  const labels = [`project=${project}`, `service=${service}`, 'oneoff=False']
  const { stdout } = await remote.run([
    ...['docker', 'ps', '--format', '{{.Names}}'],
    ...labels.flatMap(label => ['--filter', `label=com.docker.compose.${label}`]),
  ])
  return stdout.trim().split('\n')[0] || undefined
}

/** Reads what the query prints; nothing when it is something else. */
function identityIn(output: string): DatabaseIdentity | undefined {
  const [, text = ''] = /^(\["[^\n]*"\])$/m.exec(output) ?? []
  try {
    const [database, serverStarted] = JSON.parse(text) as unknown[]
    if (typeof database !== 'string' || typeof serverStarted !== 'string') return undefined
    return { database, serverStarted }
  } catch {
    return undefined
  }
}

const lastLine = (text: string): string => redactedStart(text.trim().split('\n').at(-1) ?? '', 200)
