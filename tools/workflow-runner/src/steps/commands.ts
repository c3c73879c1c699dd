import { messageOf } from '../errors.ts'
import type { Annotation } from '../run/context/events.ts'
import { setIgnoringCase } from '../run/context/ignoring-case.ts'
import { type LogCommand, parseLogCommand } from '../run/log/log-commands.ts'
import { debug, issue, output, type Step } from './step.ts'

const secureCommands =
  'https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/'
const deprecation =
  'https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/'

type Handler = (step: Step, command: LogCommand) => void

const handlers: Record<string, Handler> = {
  'add-mask': addMask,
  'add-matcher': noMatchers,
  'remove-matcher': noMatchers,
  'add-path': disabled,
  'set-env': disabled,
  'set-output': (step, command) => deprecated(step, command, step.outputs),
  'save-state': (step, command) => deprecated(step, command, step.state),
  debug: (step, command) => debug(step, command.data),
  error: annotate,
  warning: annotate,
  notice: annotate,
  group: (step, command) => output(step, `##[group]${command.data}`),
  endgroup: step => output(step, '##[endgroup]'),
}

/** Executes the workflow commands in a step's output and logs all other lines (ActionCommandManager.cs). */
export function outputReader(step: Step): (line: string) => void {
  let stopToken: string | undefined
  let echo = step.job.frame.run.debug
  const known = (name: string): boolean =>
    name in handlers || name === 'stop-commands' || name === 'echo' || name === stopToken?.toLowerCase()
  return line => {
    const command = parseLogCommand(line, known)
    const name = command?.name.toLowerCase() ?? ''
    if (!command) return output(step, line)
    if (stopToken !== undefined) {
      if (name === stopToken.toLowerCase()) stopToken = undefined
      return output(step, line)
    }
    if (name === 'stop-commands')
      return attempt(step, line, () => {
        stopToken = acceptStopToken(step, command.data, known)
        output(step, line)
      })
    if (name === 'echo')
      return attempt(step, line, () => {
        echo = echoSetting(command.data)
      })
    if (echo && name === 'add-mask' && command.data.trim() !== '') output(step, '::add-mask::***')
    if (echo && !notEchoed.has(name)) output(step, line)
    attempt(step, name === 'add-mask' ? name : line, () => handlers[name]?.(step, command))
  }
}

/** Commands that `echo` does not print: they are logged anyway, or must not be. */
const notEchoed = new Set(['add-mask', 'debug', 'error', 'warning', 'notice', 'group', 'endgroup'])

function attempt(step: Step, line: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    issue(step, 'error', `Unable to process command '${line}' successfully.`)
    issue(step, 'error', messageOf(error))
    step.commandFailed = true
  }
}

function acceptStopToken(step: Step, token: string, known: (name: string) => boolean): string {
  if (token === '' || known(token.toLowerCase()) || token.toLowerCase() === 'pause-logging') {
    throw new Error(
      "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command. For more information see: https://docs.github.com/actions/learn-github-actions/workflow-commands-for-github-actions#example-stopping-and-starting-workflow-commands or opt into insecure command execution by setting the `ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS` environment variable to `true`.",
    )
  }
  if (token.length > 6) step.job.frame.run.masker.add(token)
  return token
}

function echoSetting(data: string): boolean {
  const value = data.trim().toUpperCase()
  if (value === 'ON' || value === 'OFF') return value === 'ON'
  throw new Error(
    `Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${data}'.`,
  )
}

function addMask(step: Step, command: LogCommand): void {
  if (command.data.trim() !== '') step.job.frame.run.masker.add(command.data)
  else issue(step, 'warning', "Can't add secret mask for empty string in ##[add-mask] command.")
}

function noMatchers(step: Step, command: LogCommand): void {
  issue(step, 'warning', `Problem matchers are not supported: '${command.name}' has no effect.`)
}

function disabled(step: Step, command: LogCommand): void {
  if (step.env.ACTIONS_ALLOW_UNSECURE_COMMANDS === 'true')
    throw new Error(
      `'${command.name}' with ACTIONS_ALLOW_UNSECURE_COMMANDS is not supported. Write to GITHUB_ENV or GITHUB_PATH.`,
    )
  throw new Error(
    `The \`${command.name}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` environment variable to \`true\`. For more information see: ${secureCommands}`,
  )
}

/** Deprecated in 2022; removal was postponed in 2023. Runner 2.336 still executes them with a warning. */
function deprecated(step: Step, command: LogCommand, target: Record<string, string>): void {
  const name = command.properties.name
  issue(
    step,
    'warning',
    `The \`${command.name}\` command is deprecated and will be disabled soon. Please upgrade to using Environment Files. For more information see: ${deprecation}`,
  )
  if (!name) throw new Error(`Required field 'name' is missing in ##[${command.name}] command.`)
  setIgnoringCase(target, name, command.data)
}

const annotationFields = ['title', 'file', 'line', 'endLine', 'col', 'endColumn'] as const

function annotate(step: Step, command: LogCommand): void {
  const properties = Object.fromEntries(
    Object.entries(command.properties).map(([key, value]) => [key.toLowerCase(), value]),
  )
  const known = annotationFields.flatMap(field => {
    const value = properties[field.toLowerCase()]
    return value ? [[field, value]] : []
  })
  issue(step, command.name.toLowerCase() as Annotation['level'], command.data, Object.fromEntries(known))
}
