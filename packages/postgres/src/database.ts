import { UserError } from '@tsh/action'
import { type ComposeModel, composeCommand, type Project, readComposeModel } from '@tsh/deployment'
import {
  type CommandOptions,
  type CommandOutput,
  type CommandStream,
  type Remote,
  RemoteCommandError,
} from '@tsh/remote'
import { type ApplicationDatabases, chooseDatabase, type Purpose } from './application/choose-database.ts'
import { followAddresses } from './application/follow-addresses.ts'
import { CONNECT } from './connect.ts'
import type { DatabaseLogin, Source } from './login.ts'
import { isAboutSql, isPostgres, namedDatabases, usedDatabases } from './used-databases.ts'

/** The host of the server: a container with its image, or the server itself. */
export interface DatabaseHost {
  id?: string | undefined
  container?: string | undefined
  image?: string | undefined
  imageId?: string | undefined
}

/** A database server and the tools next to it: in its container, or on the host. */
export interface Database {
  /** For messages: `container tsh_postgres on root@host`. */
  readonly name: string
  /** Identifies the connections of this run in `pg_stat_activity`, so that they can be terminated. */
  readonly applicationName: string
  readonly source: DatabaseHost
  /** Warnings about data not contained in a backup, according to the environment of the application. */
  readonly warnings?: readonly string[]
  /** Runs a POSIX shell script with the login in its environment; `TSH_…` variables pass values, never secrets. */
  run(script: string, options?: ScriptOptions): Promise<CommandOutput>
  /** The same for large inputs and outputs. */
  stream(script: string, values?: Values): Promise<CommandStream>
  /** The same server with another login. */
  as(login: Partial<DatabaseLogin>): Database
  /** Another server: a container on the same host, with that container's own login. */
  inContainer(container: string): Database
}

export type Values = Record<string, string>

export interface ScriptOptions extends Pick<CommandOptions, 'onLine' | 'allowFailure'> {
  input?: string
  values?: Values
}

/** Finds the database server. @throws UserError when there is none, more than one or, for a backup, an unconfirmed one */
export async function openDatabase(
  { source, login }: { source: Source; login: DatabaseLogin },
  remote: Remote,
  applicationName: string,
  purpose: Purpose = 'other',
): Promise<Database> {
  if (source.kind === 'host') {
    const prefix = await asPostgres(remote)
    return database({
      remote,
      applicationName,
      login,
      prefix,
      name: `the server's own PostgreSQL on ${remote.name}`,
      source: {},
    })
  }
  const { container, application } =
    source.kind === 'container'
      ? { container: source.container, application: undefined }
      : await serviceContainer(source, remote)
  const facts = await inspect(remote, container)
  const name = `container ${facts.container} on ${remote.name}`
  const parts = { remote, applicationName, prefix: inside(facts.id), name, source: facts }
  const own = database({ ...parts, login })
  if (login.database !== '' || application === undefined) return own
  const { database: chosen, warnings } = await chooseDatabase(own, application(facts.imageId), purpose)
  return { ...own.as({ database: chosen }), warnings }
}

interface Parts extends Pick<Database, 'name' | 'applicationName'> {
  remote: Remote
  login: DatabaseLogin
  /** The command that runs a script. */
  prefix(values: Values): string[]
  source: DatabaseHost
}

function database(parts: Parts): Database {
  const { remote, login, applicationName, prefix } = parts
  const command = (script: string, values: Values = {}): string[] => {
    const known = {
      TSH_APP: applicationName,
      TSH_USER: login.user,
      TSH_DATABASE: login.database,
      TSH_HOST: login.host,
      TSH_PORT: login.port,
    }
    return [...prefix({ ...known, ...values }), 'sh', '-c', `${CONNECT}\n${script}`]
  }
  // The password is the first line of stdin, so it is neither on a command line nor in our environment.
  const first = `${login.password}\n`
  return {
    ...{ name: parts.name, applicationName, source: parts.source },
    // Restoring or counting a large table prints nothing for a long time; there is an overall timeout.
    run: (script, { input = '', values, ...options } = {}) =>
      unlessNeverStarted(() =>
        remote.run(command(script, values), { ...options, input: first + input, silence: 0 }),
      ),
    async stream(script, values) {
      const stream = await remote.stream(command(script, values))
      stream.input.write(first)
      return stream
    },
    as: other => database({ ...parts, login: { ...login, ...other } }),
    inContainer: container =>
      database({
        ...{ remote, applicationName, prefix: inside(container), source: parts.source },
        login: { database: '', user: '', host: '', port: '', password: '' },
        name: `container ${container.slice(0, 12)} on ${remote.name}`,
      }),
  }
}

const assignments = (values: Values): string[] =>
  Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)

/** Without a terminal (`-t`), which would corrupt a dump. */
const inside = (container: string) => (values: Values) => [
  ...['docker', 'exec', '-i'],
  ...assignments(values).flatMap(assignment => ['-e', assignment]),
  container,
]

async function asPostgres(remote: Remote): Promise<Parts['prefix']> {
  const { stdout } = await remote.run(['id', '-un'])
  const user = stdout.trim()
  const become =
    user === 'postgres'
      ? []
      : user === 'root'
        ? ['runuser', '-u', 'postgres', '--']
        : ['sudo', '-n', '-u', 'postgres']
  const { code } = await remote.run([...become, 'true'], { allowFailure: true })
  if (code !== 0)
    throw new UserError(
      `${remote.name} is not allowed to become postgres. Allow it in sudoers: ${user} ALL=(postgres) NOPASSWD: ALL`,
    )
  return values => [...become, 'env', ...assignments(values)]
}

interface ServiceContainer {
  container: string
  /** The databases of the application; undefined if its variables name none. @param image an image with psql */
  application: ((image: string) => ApplicationDatabases) | undefined
}

async function serviceContainer(
  { project, service }: Extract<Source, { kind: 'compose' }>,
  remote: Remote,
): Promise<ServiceContainer> {
  const version = 'any'
  const model = await readComposeModel(remote, project, version)
  const name = databaseService(model, service)
  const { stdout } = await remote.run([...composeCommand(project as Project, version), 'ps', '--quiet', name])
  const found = stdout.split('\n').filter(line => line !== '')
  const [container = ''] = found
  if (found.length === 1) return { container, application: applicationOf(remote, model, { name, version }) }
  const seen = found.length === 0 ? 'no running container' : `${found.length} containers`
  throw new UserError(
    `found ${seen} of service "${name}" on ${remote.name}, but exactly one must be running. Start it, or set "database-container"`,
  )
}

function applicationOf(
  remote: Remote,
  { name: project, services }: ComposeModel,
  { name, version }: { name: string; version: string },
): ServiceContainer['application'] {
  const used = usedDatabases(services, { server: name, version })
  const elsewhere = namedDatabases(services, version).filter(isAboutSql)
  if (used.length === 0 && elsewhere.length === 0) return undefined
  return image => ({ used, follow: () => followAddresses(remote, elsewhere, { project, image }) })
}

async function inspect(remote: Remote, container: string) {
  const format = '{{.Id}}\t{{.Name}}\t{{.State.Running}}\t{{.Config.Image}}\t{{.Image}}'
  const { code, stdout } = await remote.run(
    ['docker', 'inspect', '--type', 'container', '--format', format, container],
    { allowFailure: true },
  )
  const [id = '', name = '', running, image = '', imageId = ''] = stdout.trim().split('\t')
  if (code !== 0)
    throw new UserError(`there is no container "${container}" on ${remote.name}. Check "database-container"`)
  if (running !== 'true')
    throw new UserError(`container ${name.slice(1)} on ${remote.name} is not running. Start it`)
  return { id, container: name.slice(1), image, imageId }
}

/**
 * The compose service of the database.
 * @param wanted its name, or empty for the only service with a postgres image
 */
export function databaseService(model: ComposeModel, wanted: string): string {
  const names = Object.keys(model.services)
  if (wanted !== '') {
    if (names.includes(wanted)) return wanted
    throw new UserError(
      `the compose file has no service "${wanted}" (it has ${names.join(', ')}). Check "database-service"`,
    )
  }
  const found = names.filter(name => isPostgres({ image: model.services[name]?.image ?? '' }))
  if (found.length === 1) return found[0] as string
  if (found.length > 1)
    throw new UserError(
      `cannot determine which service is the database: ${found.join(' and ')} have postgres images. Set "database-service"`,
    )
  throw new UserError(
    `cannot determine which service is the database: no service has a postgres image (there is ${names.join(', ')}). Set "database-service"; or "database-source" to host or container if PostgreSQL runs outside of the compose file (setting database.source); or database: none in the settings file if there is no database`,
  )
}

/**
 * Under load an engine occasionally loses its own helper before the command starts; nothing has been done then, and the
 * command is retried once (seen with runc 1.1.15; see opencontainers/runc#1547 for the message, which Docker prints to
 * stdout).
 */
async function unlessNeverStarted(work: () => Promise<CommandOutput>): Promise<CommandOutput> {
  const output = await work().catch((cause: unknown) => {
    if (cause instanceof RemoteCommandError && neverStarted(cause)) return undefined
    throw cause
  })
  return output === undefined || neverStarted(output) ? work() : output
}

const neverStarted = ({ code, stdout }: Pick<RemoteCommandError, 'code' | 'stdout'>): boolean =>
  code === 126 &&
  /^OCI runtime exec failed: exec failed: .*read init-p: connection reset by peer/.test(stdout)
