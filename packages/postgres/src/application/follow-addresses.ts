import { redactedStart } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { NamedDatabase, UsedDatabase } from '../used-databases.ts'
import type { DatabaseAddress } from './database-address.ts'

/** A unique identity of a running database, which distinguishes it even from its copies. */
export interface DatabaseIdentity {
  /** Its name on the server itself; a pooler may use another one. */
  database: string
  /** See `SERVER_STARTED`. */
  serverStarted: string
}

/** A reached database, or why none was reached. */
export type Reached = { identity: DatabaseIdentity } | { problem: string }

/** SQL: the start time of the server in microseconds. Readable by every role, and its format is independent of settings. */
export const SERVER_STARTED = `pg_catalog.to_char(pg_catalog.timezone('UTC', pg_catalog.pg_postmaster_start_time()), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * The login is read from stdin, so the password is not on a command line. Nothing is set in the session, because a pooler
 * would pass it on to the application.
 */
const SCRIPT = `for name in PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD PGSSLMODE; do
  unset "$name"
  IFS= read -r value || true
  [ -z "$value" ] || export "$name=$value"
done
unset PGOPTIONS PGSERVICE
export LC_ALL=C PGAPPNAME=tsh-deploy PGCONNECT_TIMEOUT=10
exec timeout -s TERM 30 psql -X -A -t -q -w -c 'SELECT pg_catalog.json_build_array(pg_catalog.current_database(), ${SERVER_STARTED.replaceAll("'", "'\\''")})'`

/** The compose project of an application, and the image to run psql from. */
export interface Viewpoint {
  /** Name of the compose project. */
  project: string
  /** An image with psql on the server; empty for none. */
  image: string
}

/** A database named by a variable, and the database that its address reaches. */
export interface Followed extends UsedDatabase {
  reached: Reached
}

/** Resolves addresses of an application to their databases, each once. */
export async function followAddresses(
  remote: Remote,
  named: readonly NamedDatabase[],
  viewpoint: Viewpoint,
): Promise<Followed[]> {
  const followed: Followed[] = []
  for (const [first, ...others] of Map.groupBy(named, ({ address }) => JSON.stringify(address)).values()) {
    if (!first) continue
    const services = [first, ...others].map(({ service }) => service)
    const reached = await reachDatabase(remote, first.address, { ...viewpoint, services })
    followed.push({ database: first.database, by: first.by, reached })
  }
  return followed
}

/**
 * Resolves an address from inside the network of a service, because a name such as `localhost` or `pgbouncer` means
 * something else everywhere else.
 */
async function reachDatabase(
  remote: Remote,
  { host, port, database, user, password, sslMode }: DatabaseAddress,
  { project, image, services }: Viewpoint & { services: readonly string[] },
): Promise<Reached> {
  const lines = [host, port, database, user, password, sslMode]
  if (lines.some(line => /[\r\n\0]/.test(line))) return { problem: 'its address contains a line break' }
  if (image === '') return { problem: 'the server has no image with psql' }
  const container = await firstContainer(remote, project, services)
  if (container === undefined) return { problem: `no container of service "${services[0]}" is running` }
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

/** The name of a running container of a service. @param project name of the compose project */
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

/** Parses the output of the query; undefined for anything else. */
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
