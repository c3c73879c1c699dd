import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute, type Project, projectDirectory } from './application.ts'
import { type ComposeModel, parseComposeModel } from './compose-model.ts'
import { runJob } from './job.ts'
import { overridePath } from './override.ts'

/**
 * `docker compose` for a version of the application. The version in the command's environment wins over the one in
 * the env file, so that the file says what is live until the traffic has moved.
 *
 * @param version what `${VERSION}` in the compose file becomes
 * @param overridden whether the override file of that version is read as well
 */
export function composeCommand(project: Project, version: string, overridden = false): string[] {
  const override = overridden ? [overridePath(project, version)] : []
  return composeOf(project, version, [absolute(project, project.composeFile), ...override])
}

/** The same with the compose files named. */
export function composeOf(project: Project, version: string, files: readonly string[]): string[] {
  return ['env', `VERSION=${version}`, ...dockerCompose(project, files)]
}

/** The same with the version that is in the environment. */
export function dockerCompose(project: Project, files: readonly string[]): string[] {
  return [
    // What ${PWD} in a compose file stands for: not the folder that a job happens to run in.
    ...['env', `PWD=${project.path}`],
    ...['docker', 'compose', '--ansi', 'never', '--progress', 'plain'],
    ...['--project-directory', projectDirectory(project)],
    ...['--env-file', absolute(project, project.envFile)],
    ...files.flatMap(file => ['-f', file]),
  ]
}

/** Reads the compose file as the server understands it. The answer holds every secret of the env file: it is never printed. */
export async function readComposeModel(
  remote: Remote,
  project: Project,
  version: string,
): Promise<ComposeModel> {
  const command = [...composeCommand(project, version), '--profile', '*', 'config', '--format', 'json']
  const { stdout } = await remote.run(command)
  return parseComposeModel(stdout)
}

/** Seconds that starting may take besides the waiting for health. */
const STARTING = 300

/**
 * Starts services in a version, from images that the server has, and waits until their containers are healthy. Other
 * services stay as they are.
 */
export async function startServices(
  remote: Remote,
  application: Application,
  { services, version, timeout }: { services: readonly string[]; version: string; timeout: number },
): Promise<void> {
  if (services.length === 0) return // without names, compose would start every service, the database included
  const wait = ['--wait', '--wait-timeout', String(timeout)]
  const up = ['up', '-d', '--no-build', '--no-deps', '--pull', 'never', ...wait, ...services]
  const command = [...composeCommand(application, version, true), ...up]
  const deadline = timeout + STARTING
  await runJob(remote, application, { name: 'up', command, deadline, onLine: log.foreign })
}
