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

/** Where the server runs: a container with its image, or the host. */
export interface DatabaseHost {
  id?: string | undefined
  container?: string | undefined
  image?: string | undefined
  imageId?: string | undefined
}

/** A database server and the tools that stand beside it: in its container, or on the host. */
export interface Database {
  /** For messages: `container tsh_postgres on root@host`. */
  readonly name: string
  /** Names the connections of this run in `pg_stat_activity`, so that they can be told and ended. */
  readonly applicationName: string
  readonly source: DatabaseHost
  /** What a backup of it does not contain, as far as the environment of the application shows. */
  readonly warnings?: readonly string[]
  /** Runs a POSIX shell script with the login in its environment; `TSH_…` variables carry values, never secrets. */
  run(script: string, options?: ScriptOptions): Promise<CommandOutput>
  /** The same for large outputs and inputs. */
  stream(script: string, values?: Values): Promise<CommandStream>
  /** The same server with another login. */
  as(login: Partial<DatabaseLogin>): Database
  /** The same tools on another server: a container on the same host, with that container's own login. */
  inContainer(container: string): Database
}

export type Values = Record<string, string>

export interface ScriptOptions extends Pick<CommandOptions, 'onLine' | 'allowFailure'> {
  input?: string
  values?: Values
}

/** Finds the database server. @throws UserError when there is none, or more than one, or for a backup an uncertain one */
export async function openDatabase(
  { source, login }: { source: Source; login: DatabaseLogin },
  remote: Remote,
  applicationName: string,
  purpose: Purpose = 'other',
): Promise<Database> {
  if (source.kind === 'host') {
    const words = await asPostgres(remote)
    return database({
      remote,
      applicationName,
      login,
      words,
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
  const parts = { remote, applicationName, words: inside(facts.id), name, source: facts }
  const own = database({ ...parts, login })
  if (login.database !== '' || application === undefined) return own
  const { database: chosen, warnings } = await chooseDatabase(own, application(facts.imageId), purpose)
  return { ...own.as({ database: chosen }), warnings }
}

interface Parts extends Pick<Database, 'name' | 'applicationName'> {
  remote: Remote
  login: DatabaseLogin
  /** The command that a script is started with. */
  words(values: Values): string[]
  source: DatabaseHost
}

function database(parts: Parts): Database {
  const { remote, login, applicationName, words } = parts
  const command = (script: string, values: Values = {}): string[] => {
    const known = {
      TSH_APP: applicationName,
      TSH_USER: login.user,
      TSH_DATABASE: login.database,
      TSH_HOST: login.host,
      TSH_PORT: login.port,
    }
    return [...words({ ...known, ...values }), 'sh', '-c', `${CONNECT}\n${script}`]
  }
  // The password is the first line that the script reads: it is on no command line and in no environment of ours.
  const first = `${login.password}\n`
  return {
    ...{ name: parts.name, applicationName, source: parts.source },
    // Restoring and counting a large table is silent for as long as it takes; the whole has a deadline.
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
        ...{ remote, applicationName, words: inside(container), source: parts.source },
        login: { database: '', user: '', host: '', port: '', password: '' },
        name: `container ${container.slice(0, 12)} on ${remote.name}`,
      }),
  }
}

const assignments = (values: Values): string[] =>
  Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)

/** Without a terminal (`-t`), which would change the bytes of a dump. */
const inside = (container: string) => (values: Values) => [
  ...['docker', 'exec', '-i'],
  ...assignments(values).flatMap(assignment => ['-e', assignment]),
  container,
]

async function asPostgres(remote: Remote): Promise<Parts['words']> {
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
      `${remote.name} may not act as postgres. Allow it in sudoers: ${user} ALL=(postgres) NOPASSWD: ALL`,
    )
  return values => [...become, 'env', ...assignments(values)]
}

interface ServiceContainer {
  container: string
  /** What the application uses; nothing where its variables name no database. @param image with psql */
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
  const seen = found.length === 0 ? 'no container' : `${found.length} containers`
  throw new UserError(
    `${seen} of service "${name}" run on ${remote.name}, and a backup needs exactly one. Start it, or set "database-container"`,
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
  const seen =
    found.length === 0 ? 'no service has a postgres image' : `${found.join(' and ')} have postgres images`
  throw new UserError(`cannot tell which service is the database: ${seen}. Set "database-service"`)
}

/**
 * Under load an engine now and then loses its own helper before the command begins; nothing has been done then, and the
 * command is given once more (seen with runc 1.1.15; opencontainers/runc#1547 has the words, which Docker prints to the
 * standard output).
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
