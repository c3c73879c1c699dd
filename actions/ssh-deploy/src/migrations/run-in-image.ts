import { log, UserError } from '@tsh/action'
import { type Application, type ComposeModel, oneOffJob, runJob } from '@tsh/deployment'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import { mayRunCommands, plainArguments, type Start, startOf } from '../entrypoint.ts'

/** A user's command to run in a container of the new image. */
export interface ImageCommand {
  /** Name of the job and the container. */
  name: 'migrations' | 'revision'
  command: string
  /** Shell script that contains the command; an image without a shell runs the command itself. */
  script: string
  service: string
  version: string
  model: ComposeModel
  onLine: (line: string) => void
  /** Maximum characters per line; the default is meant for logs. */
  maxLineLength?: number
}

/** Time limit of a command, the same as that of the workflow job. */
const MAX_COMMAND_SECONDS = 3600

/** Printed before and after the script, because an entrypoint may run something else or hide the exit code. */
const BEGIN_MARKER = 'tsh: the command begins'
const END_MARKER = 'tsh: the command has ended'

const INPUTS = { migrations: 'migrate', revision: 'revision-command' }

/** Engine errors for an image without a shell. */
const NO_SHELL = /exec: "sh"|executable file `?sh`? not found/

/**
 * Runs a command in a container of the new image: through the entrypoint of the image when that prepares the
 * environment of a command, and without a shell when there is none and none is needed.
 * @throws RemoteCommandError when it fails
 * @throws UserError when the image cannot run it
 */
export async function runInImage(
  remote: Remote,
  application: Application,
  wanted: ImageCommand,
): Promise<void> {
  const { service, model } = wanted
  const start = startOf(model.services[service] ?? {}, await imageStart(remote, model, service))
  if (mayRunCommands(start) && (await runThroughEntrypoint(remote, application, wanted, start))) return
  await runWithoutEntrypoint(remote, application, wanted)
}

/**
 * An entrypoint executes commands when the service's own command is a program: `entry.sh gunicorn`. Otherwise the
 * command is just an argument: `python manage.py runserver`. Which of the two it is can only be determined in the
 * container.
 */
const ENTRYPOINT_SCRIPT = `script=$1 program=$2; shift 2
found=$(command -v "$program") || found=
case $found in */*) [ -f "$found" ] && [ -x "$found" ] || found= ;; esac
if [ -n "$found" ]; then exec "$@" sh -euc "$script" "$0"; fi
exec sh -euc "$script" "$0"`

/** @returns whether the command was started; some entrypoints do not execute it */
async function runThroughEntrypoint(
  remote: Remote,
  application: Application,
  wanted: ImageCommand,
  { entrypoint, command: [program = ''] }: Start,
): Promise<boolean> {
  const script = `echo "${BEGIN_MARKER}"\n(\n${wanted.script}\n)\necho "${END_MARKER}"`
  const args = ['sh', '-euc', ENTRYPOINT_SCRIPT, wanted.name, script, program, ...entrypoint]
  const lines: string[] = []
  try {
    await runInContainer(remote, application, wanted, args, line => {
      lines.push(line)
      if (line !== BEGIN_MARKER && line !== END_MARKER) wanted.onLine(line)
    })
  } catch (error) {
    if (!(error instanceof RemoteCommandError) || lines.includes(BEGIN_MARKER)) throw error
  }
  const name = `the entrypoint of ${wanted.service} (${entrypoint.join(' ')})`
  if (!lines.includes(BEGIN_MARKER)) {
    log.info(`Running "${wanted.command}" without ${name}, which does not execute commands`)
    return false
  }
  if (!lines.includes(END_MARKER))
    throw new UserError(`"${wanted.command}" failed, and ${name} hides the exit code. End it with exec "$@"`)
  return true
}

async function runWithoutEntrypoint(
  remote: Remote,
  application: Application,
  wanted: ImageCommand,
): Promise<void> {
  const { name, command, script, service, onLine } = wanted
  const lines: string[] = []
  try {
    await runInContainer(remote, application, wanted, ['sh', '-euc', script], line => {
      lines.push(line)
      onLine(line)
    })
  } catch (error) {
    if (!(error instanceof RemoteCommandError) || !NO_SHELL.test(`${error.stderr}\n${lines.join('\n')}`))
      throw error
    const plain = plainArguments(command)
    if (!plain)
      throw new UserError(
        `"${command}" needs a shell, but the image of ${service} has no "sh". Write "${INPUTS[name]}" as a program and its arguments, without quotes, variables and "&&"`,
        { cause: error },
      )
    await runInContainer(remote, application, wanted, plain, onLine)
  }
}

async function runInContainer(
  remote: Remote,
  application: Application,
  { name, service, version, model, maxLineLength }: ImageCommand,
  args: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  const container = `${model.name}-${name}`
  const options = ['--rm', '--no-deps', '-T', '--name', container, '--entrypoint', '']
  const { command, input } = oneOffJob(application, {
    ...{ model, service, version },
    args: [...options, service, ...args],
  })
  // A killed engine may have left a container with this name.
  const free = ['sh', '-c', 'docker rm --force "$0" > /dev/null 2>&1; exec "$@"', container]
  const limits = { deadline: MAX_COMMAND_SECONDS, ...(maxLineLength ? { maxLineLength } : {}) }
  const job = { name, ...limits, container }
  await runJob(remote, application, { ...job, command: [...free, ...command], input, onLine })
}

/** The entrypoint and command of a service's image. */
async function imageStart(remote: Remote, model: ComposeModel, service: string) {
  const format = '{{json .Config.Entrypoint}}\n{{json .Config.Cmd}}'
  const image = model.services[service]?.image ?? ''
  const { stdout } = await remote.run(['docker', 'image', 'inspect', '--format', format, image])
  const [entrypoint = null, command = null] = stdout
    .split('\n')
    .map(line => JSON.parse(line || 'null') as readonly string[] | null)
  return { entrypoint, command }
}
