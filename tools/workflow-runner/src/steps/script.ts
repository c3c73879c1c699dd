import { randomUUID } from 'node:crypto'
import { accessSync, constants, statSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import { evaluateText } from '../expressions/template.ts'
import { shellFormatProblem, shellProblem } from '../plan/shells.ts'
import { runCommand } from '../run/jobs/process.ts'
import { outputReader } from './commands.ts'
import { processEnvironment } from './environment.ts'
import { createCommandFiles, processCommandFiles } from './files.ts'
import { issue, output, type Step, scopeOf } from './step.ts'

/** A shell as program and arguments; `{0}` is the placeholder of the script (actions/runner, ScriptHandlerHelpers.cs). */
interface Shell {
  program: string
  args: string
  extension: string
}

const shells: Record<string, Shell> = {
  bash: { program: 'bash', args: '--noprofile --norc -e -o pipefail {0}', extension: '.sh' },
  sh: { program: 'sh', args: '-e {0}', extension: '.sh' },
  python: { program: 'python', args: '{0}', extension: '.py' },
  pwsh: { program: 'pwsh', args: `-command ". '{0}'"`, extension: '.ps1' },
}

export function shellOf(option: string): Shell {
  const [program = '', ...rest] = option.split(' ')
  const known = shells[program]
  const args = rest.join(' ').trimStart() || known?.args || ''
  const problem = shellFormatProblem(option)
  if (problem) throw new UserError(problem)
  return { program, args, extension: known?.extension ?? '' }
}

/** A `run:` step. */
export async function runScript(step: Step): Promise<boolean> {
  const { job, definition } = step
  const scope = scopeOf(step)
  const script = evaluateText(definition.run, scope)
  // The job's defaults do not apply to steps of a composite action.
  const defaults = step.host.parent ? {} : jobDefaults(step)
  const option = definition.shell ? evaluateText(definition.shell, scope) : (defaults.shell ?? '')
  const files = createCommandFiles(job.folders.temp)
  const env = processEnvironment(step, files)
  const shell = chosenShell(option, env.PATH ?? '')
  const directory = resolve(
    job.folders.workspace,
    definition.workingDirectory
      ? evaluateText(definition.workingDirectory, scope)
      : (defaults.workingDirectory ?? ''),
  )
  announce(step, script, shell)
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`The working directory '${directory}' does not exist`)
  const file = join(job.folders.temp, `${randomUUID()}${shell.extension}`)
  writeFileSync(file, shell.program === 'pwsh' ? powershellScript(script) : script)
  try {
    const args = splitArguments(shell.args.replaceAll('{0}', file))
    const code = await runCommand({
      file: shell.program,
      args,
      directory,
      env,
      tracking: job.tracking,
      canceller: step.canceller,
      onLine: outputReader(step),
    })
    if (code !== 0 && !step.canceller.cancelled)
      issue(step, 'error', `Process completed with exit code ${code}.`)
    return code === 0
  } finally {
    processCommandFiles(step, files)
  }
}

function jobDefaults(step: Step): { shell?: string; workingDirectory?: string } {
  const { definition, frame } = step.job
  const scope = scopeOf(step)
  const shell = definition.defaults?.shell ?? frame.workflow.defaults?.shell
  const directory = definition.defaults?.workingDirectory ?? frame.workflow.defaults?.workingDirectory
  return {
    ...(shell && { shell: evaluateText(shell, scope) }),
    ...(directory && { workingDirectory: evaluateText(directory, scope) }),
  }
}

/** The default is `bash -e {0}`, or `sh -e {0}` if bash is not installed. */
function chosenShell(option: string, path: string): Shell {
  const unset: Shell = {
    program: findProgram('bash', path) ? 'bash' : 'sh',
    args: '-e {0}',
    extension: '.sh',
  }
  const problem = shellProblem(option)
  if (problem) throw new UserError(problem)
  const shell = option === '' ? unset : shellOf(option)
  const program = findProgram(shell.program, path)
  if (!program) throw new UserError(`shell: '${shell.program}' was not found on this machine`)
  return { ...shell, program }
}

export function findProgram(name: string, path: string): string | undefined {
  const candidates = name.includes('/') ? [name] : path.split(delimiter).map(folder => join(folder, name))
  return candidates.find(file => {
    try {
      accessSync(file, constants.X_OK)
      return statSync(file).isFile()
    } catch {
      return false
    }
  })
}

/** The arguments of a command line; double quotes preserve spaces. */
function splitArguments(line: string): string[] {
  return [...line.matchAll(/(?:"((?:\\"|[^"])*)"|([^\s"]+))/g)].map(
    match => match[1]?.replaceAll('\\"', '"') ?? match[2] ?? '',
  )
}

function powershellScript(script: string): string {
  return `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }`
}

function announce(step: Step, script: string, shell: Shell): void {
  const lines = script.replaceAll('\r\n', '\n').replace(/\n+$/, '').split('\n')
  output(step, `##[group]Run ${script.trimStart().split(/[\r\n]/)[0]}`)
  for (const line of lines) output(step, line)
  output(step, `shell: ${shell.program} ${shell.args}`)
  announceEnvironment(step)
  output(step, '##[endgroup]')
}

export function announceEnvironment(step: Step): void {
  const entries = Object.entries(step.env)
  if (entries.length) output(step, 'env:')
  for (const [name, value] of entries) output(step, `  ${name}: ${value}`)
}
