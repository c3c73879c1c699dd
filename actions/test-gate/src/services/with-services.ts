import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { keepForPost, keptByMain, log, UserError } from '@tsh/action'
import { NOTHING_REMOTE, plainComposeProblem } from '@tsh/deployment'
import { plainEnvironment, type Shell } from '@tsh/shell'
import { type ServicesModel, testServices } from './services-model.ts'

export interface ServicesInputs {
  /** Services of the compose files that the commands need; empty for none. */
  names: readonly string[]
  composeFiles: readonly string[]
  /** The env file on the server, which a template in the repository replaces. */
  envFile: string
  environment: string
}

/** Runs programs of the step. */
export interface Shells {
  /** Ends its programs when the run is cancelled. */
  shell: Shell
  /** Completes its programs regardless, for cleaning up. */
  cleanUp: Shell
  /** Aborted when the run is cancelled. */
  cancelled: AbortSignal
}

/** Name of the saved state: the project, in case the main step is killed before removing it. */
const PROJECT = 'services'
/** For becoming healthy; pulling images is not part of it. */
const HEALTHY_WITHIN_SECONDS = 300

/**
 * Runs work while the services run and are healthy, in a separate compose project, and removes it with its volumes
 * and networks in any case.
 * @throws UserError when they cannot be started
 */
export async function withServices<T>(
  inputs: ServicesInputs,
  { shell, cleanUp }: Pick<Shells, 'shell' | 'cleanUp'>,
  work: () => Promise<T>,
): Promise<T> {
  if (inputs.names.length === 0) return await work()
  const project = `tsh-test-${randomUUID().slice(0, 8)}`
  const envFile = await envFileOf(inputs, shell)
  const folder = folderOf(inputs.composeFiles)
  const model = testServices(await readModel(inputs.composeFiles, shell), inputs.names, {
    envFile,
    find: source => findMount(resolve(folder, source)),
  })
  keepForPost(PROJECT, project)
  try {
    await start({ ...inputs, project, envFile, model }, shell)
    return await work()
  } finally {
    await remove(project, cleanUp)
  }
}

/** Removes what a killed main step has left behind. */
export async function removeKeptServices(shell: Shell): Promise<void> {
  const project = keptByMain(PROJECT)
  if (project !== '') await remove(project, shell)
}

/** The env file, where the repository has it or a command made it, otherwise its template. */
async function envFileOf(
  { envFile, environment }: ServicesInputs,
  shell: Shell,
): Promise<string | undefined> {
  if (envFile === '') return undefined
  if (existsSync(envFile)) return resolve(envFile)
  // Loaded on demand, like everything that few runs need.
  const { readFiles, templateOf } = await import('@tsh/standard/reading')
  const template = templateOf(await readFiles({ shell }, process.cwd()), envFile, environment)
  return template && resolve(template.path)
}

/** The working directory is the repository. */
function findMount(path: string): 'file' | 'folder' | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() === false) return 'file'
  return found && !relative(process.cwd(), path).startsWith('..') ? 'folder' : undefined
}

/** Without replaced variables: compose replaces them when it starts the services. */
async function readModel(files: readonly string[], shell: Shell): Promise<ServicesModel> {
  const { code, stdout, stderr } = await compose(shell, [
    ...['--project-directory', folderOf(files), ...files.flatMap(file => ['-f', resolve(file)])],
    ...['--profile', '*', 'config', '--no-interpolate', '--no-normalize', '--no-path-resolution'],
    ...['--format', 'json'],
  ])
  if (code !== 0) throw new UserError(plainComposeProblem(stderr, files, 'the runner'))
  return JSON.parse(stdout) as ServicesModel
}

interface Started {
  project: string
  composeFiles: readonly string[]
  envFile: string | undefined
  model: ServicesModel
}

function start({ project, composeFiles, envFile, model }: Started, shell: Shell): Promise<void> {
  const names = Object.keys(model.services).join(', ')
  return log.group(`Starting ${names}`, async () => {
    const files = ['--project-directory', folderOf(composeFiles), '-f', '-']
    const variables = envFile === undefined ? [] : ['--env-file', envFile]
    const timeout = ['--wait', '--wait-timeout', String(HEALTHY_WITHIN_SECONDS)]
    const up = [...projectOptions(project), ...files, ...variables, 'up', '--quiet-pull', ...timeout]
    const { code, stderr } = await compose(shell, up, JSON.stringify(model))
    if (code === 0) return
    await compose(shell, [...projectOptions(project), 'logs', '--no-color', '--tail', '30'])
    const reason = stderr.trim().split('\n').at(-1) ?? ''
    throw new UserError(
      `the services of the tests (${names}) do not start: ${reason || `exit code ${code}`}. Their output is above`,
    )
  })
}

/** The project is found by its labels, so no file is needed. */
async function remove(project: string, shell: Shell): Promise<void> {
  const down = ['down', '--volumes', '--remove-orphans', '--timeout', '0']
  const { code } = await compose(shell, [...projectOptions(project), ...down])
  if (code !== 0)
    log.warning(
      `the services of the tests could not be removed. Run "docker compose -p ${project} down -v" on the runner`,
      'test-gate',
    )
}

const projectOptions = (project: string): string[] => ['--project-name', project]
const folderOf = ([first = '']: readonly string[]): string => dirname(resolve(first))

/** Output is shown, except that of `config`. */
async function compose(shell: Shell, args: readonly string[], input?: string) {
  const isShown = !args.includes('config')
  return await shell.run('docker', ['compose', '--ansi', 'never', '--progress', 'plain', ...args], {
    // The images of the services are not those of a version.
    env: plainEnvironment({ ...NOTHING_REMOTE, VERSION: 'test' }),
    allowFailure: true,
    ...(input === undefined ? {} : { input }),
    ...(isShown ? { onLine: log.untrusted } : {}),
  })
}
