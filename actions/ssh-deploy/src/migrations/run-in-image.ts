import { log, UserError } from '@tsh/action'
import { type Application, type ComposeModel, oneOffJob, runJob } from '@tsh/deployment'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import { mayRunCommands, plainWords, type Start, startOf } from '../entrypoint.ts'

/** A command of the user that works in a container of the new image. */
export interface ImageCommand {
  /** What the job and the container are called. */
  name: 'migrations' | 'revision'
  command: string
  /** The script for a shell that the command is part of; an image without a shell runs the command alone. */
  script: string
  service: string
  version: string
  model: ComposeModel
  onLine: (line: string) => void
  /** Characters of a line that are handed on; default: enough for a log. */
  maxLineLength?: number
}

/** Seconds that a command may take, as long as the job of the workflow. */
const MAX_COMMAND_SECONDS = 3600

/** Printed around the script when an entrypoint runs it, which may run something else or hide how it ends. */
const BEGUN = 'tsh: the command begins'
const DONE = 'tsh: the command has ended'

const INPUTS = { migrations: 'migrate', revision: 'revision-command' }

/** What engines say of an image without a shell. */
const NO_SHELL = /exec: "sh"|executable file `?sh`? not found/

/**
 * Runs a command in a container of the new image: with the entrypoint of the image, when that is one that prepares the
 * environment of a command, and without a shell, when there is none and none is needed.
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
 * An entrypoint runs commands when the service's own command is a program: `entry.sh gunicorn`. Otherwise it is a program
 * with a word for it: `python manage.py runserver`. Which of both shows in the container.
 */
const THROUGH_ENTRYPOINT = `script=$1 program=$2; shift 2
found=$(command -v "$program") || found=
case $found in */*) [ -f "$found" ] && [ -x "$found" ] || found= ;; esac
if [ -n "$found" ]; then exec "$@" sh -euc "$script" "$0"; fi
exec sh -euc "$script" "$0"`

/** @returns whether the command has begun; another entrypoint has not run it */
async function runThroughEntrypoint(
  remote: Remote,
  application: Application,
  wanted: ImageCommand,
  { entrypoint, command: [program = ''] }: Start,
): Promise<boolean> {
  const script = `echo "${BEGUN}"\n(\n${wanted.script}\n)\necho "${DONE}"`
  const words = ['sh', '-euc', THROUGH_ENTRYPOINT, wanted.name, script, program, ...entrypoint]
  const lines: string[] = []
  try {
    await runInContainer(remote, application, wanted, words, line => {
      lines.push(line)
      if (line !== BEGUN && line !== DONE) wanted.onLine(line)
    })
  } catch (cause) {
    if (!(cause instanceof RemoteCommandError) || lines.includes(BEGUN)) throw cause
  }
  const name = `the entrypoint of ${wanted.service} (${entrypoint.join(' ')})`
  if (!lines.includes(BEGUN)) {
    log.info(`Running "${wanted.command}" without ${name}, which runs no commands`)
    return false
  }
  if (!lines.includes(DONE))
    throw new UserError(`"${wanted.command}" failed, and ${name} hides it. Let it end with exec "$@"`)
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
  } catch (cause) {
    if (!(cause instanceof RemoteCommandError) || !NO_SHELL.test(`${cause.stderr}\n${lines.join('\n')}`))
      throw cause
    const plain = plainWords(command)
    if (!plain)
      throw new UserError(
        `"${command}" needs a shell, and the image of ${service} has no "sh". Write "${INPUTS[name]}" as a program and its arguments, without quotes, variables and "&&"`,
        { cause },
      )
    await runInContainer(remote, application, wanted, plain, onLine)
  }
}

async function runInContainer(
  remote: Remote,
  application: Application,
  { name, service, version, model, maxLineLength }: ImageCommand,
  words: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  const container = `${model.name}-${name}`
  const options = ['--rm', '--no-deps', '-T', '--name', container, '--entrypoint', '']
  const { command, input } = oneOffJob(application, {
    ...{ model, service, version },
    args: [...options, service, ...words],
  })
  // The name may be taken by what an engine that was killed has left.
  const free = ['sh', '-c', 'docker rm --force "$0" > /dev/null 2>&1; exec "$@"', container]
  const limits = { deadline: MAX_COMMAND_SECONDS, ...(maxLineLength ? { maxLineLength } : {}) }
  const job = { name, ...limits, container }
  await runJob(remote, application, { ...job, command: [...free, ...command], input, onLine })
}

/** What the image of a service runs by itself. */
async function imageStart(remote: Remote, model: ComposeModel, service: string) {
  const format = '{{json .Config.Entrypoint}}\n{{json .Config.Cmd}}'
  const image = model.services[service]?.image ?? ''
  const { stdout } = await remote.run(['docker', 'image', 'inspect', '--format', format, image])
  const [entrypoint = null, command = null] = stdout
    .split('\n')
    .map(line => JSON.parse(line || 'null') as readonly string[] | null)
  return { entrypoint, command }
}
