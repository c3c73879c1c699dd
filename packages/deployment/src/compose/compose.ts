import { keepReadable, log, UserError } from '@tsh/action'
import { inServerLocale, type Remote } from '@tsh/remote'
import { type Application, absolute, composePaths, type Project, projectDirectory } from '../application.ts'
import { missingEnvFile } from '../env/env-file.ts'
import { maskEnvFile, maskEnvironments } from '../env/mask-env-file.ts'
import { runJob } from '../jobs/job.ts'
import { type ComposeModel, parseComposeModel } from './compose-model.ts'
import { composeProblem } from './compose-problem.ts'
import { overridePath } from './override.ts'
import { namesIn, namesOf } from './public-names.ts'
import { requestedModel } from './requested-services.ts'

/**
 * `docker compose` for a version of the application. The version in the command's environment overrides the one in
 * the env file, which records the live version until the traffic has moved.
 *
 * @param version the value of `${VERSION}` in the compose file
 * @param overridden whether to include the override file of that version
 */
export function composeCommand(project: Project, version: string, overridden = false): string[] {
  const override = overridden ? [overridePath(project, version)] : []
  return composeOf(project, version, [...composePaths(project), ...override])
}

/** The same with explicit compose files. */
export function composeOf(project: Project, version: string, files: readonly string[]): string[] {
  return ['env', `VERSION=${version}`, ...dockerCompose(project, files)]
}

/**
 * Compose would fetch includes from a Git repository or a registry: code that is not part of any commit of the
 * application, and that would already be fetched by preflight (docker/compose, pkg/remote).
 */
export const NOTHING_REMOTE = {
  COMPOSE_EXPERIMENTAL_GIT_REMOTE: '0',
  COMPOSE_EXPERIMENTAL_OCI_REMOTE: '0',
}

/** The same with the version from the environment. */
export function dockerCompose(project: Project, files: readonly string[]): string[] {
  return [
    // ${LC_ALL} in a compose file is that of the server, and ${PWD} is not the folder of a job.
    ...inServerLocale('docker compose', ['env', `PWD=${project.path}`, ...assignments(NOTHING_REMOTE)]),
    ...['docker', 'compose', '--ansi', 'never', '--progress', 'plain'],
    ...['--project-directory', projectDirectory(project)],
    ...['--env-file', absolute(project, project.envFile)],
    ...files.flatMap(file => ['-f', file]),
  ]
}

const assignments = (variables: Record<string, string>): string[] =>
  Object.entries(variables).map(([name, value]) => `${name}=${value}`)

/** Prints the env file as Base64, if it exists, followed by the output of a command. */
const WITH_ENV_FILE = `env=$1; shift
[ ! -e "$env" ] || printf 'env %s\\n' "$(base64 < "$env" | tr -d '\\n')"
exec "$@"`

/**
 * Reads the compose model as resolved on the server. The output of compose contains the secrets of the env file: they
 * are masked, and neither the model nor an error of compose is ever printed.
 * @throws UserError with file, line and key when compose rejects its files
 */
export async function readComposeModel(
  remote: Remote,
  project: Project,
  version: string,
): Promise<ComposeModel> {
  const envPath = absolute(project, project.envFile)
  const config = [...composeCommand(project, version), '--profile', '*', 'config', '--format', 'json']
  const command = ['sh', '-euc', WITH_ENV_FILE, 'read the compose file', envPath, ...config]
  const { code, stdout, stderr } = await remote.run(command, { allowFailure: true })
  const [line = '', base64] = /^env (\S*)\n/m.exec(stdout) ?? []
  const env = base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('utf8')
  const model = code === 0 ? modelIn(stdout.replace(line, ''), remote.name) : undefined
  keepReadable([version, ...namesOf(project), ...(model ? namesIn(model) : [])])
  maskEnvFile(env ?? '', project.envFile)
  if (model) {
    maskEnvironments(model)
    return requestedModel(model, project.profiles)
  }
  throw new UserError(
    env === undefined
      ? missingEnvFile(envPath, remote.name)
      : composeProblem(stderr, { ...project, env }, remote.name),
  )
}

/** @throws UserError without any of the text: the error of the JSON parser would quote it */
function modelIn(text: string, server: string): ComposeModel {
  try {
    return parseComposeModel(text)
  } catch {
    throw new UserError(
      `docker compose on ${server} did not return valid JSON. Check whether the login shell of the SSH user prints anything`,
    )
  }
}

/** Time to start containers, in addition to the health timeout. */
const START_SECONDS = 300

/**
 * Starts services of a version from local images and waits until their containers are healthy. Other services are left
 * unchanged.
 */
export async function startServices(
  remote: Remote,
  application: Application,
  {
    services,
    version,
    timeout,
    recreate = false,
  }: { services: readonly string[]; version: string; timeout: number; recreate?: boolean },
): Promise<void> {
  if (services.length === 0) return // without names, compose would start every service, the database included
  const wait = ['--wait', '--wait-timeout', String(timeout)]
  const options = ['--no-build', '--no-deps', '--pull', 'never', ...recreateOption(recreate), ...wait]
  const up = ['up', '-d', ...options, ...services]
  const command = [...composeCommand(application, version, true), ...up]
  const deadline = timeout + START_SECONDS
  await runJob(remote, application, { name: 'up', command, deadline, onLine: log.untrusted })
}

/** Compose otherwise keeps a container whose image and configuration are the same. */
export const recreateOption = (recreate: boolean): string[] => (recreate ? ['--force-recreate'] : [])
