import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '../errors.ts'
import { setIgnoringCase } from '../run/context/ignoring-case.ts'
import { commandFilePairs, parsePathFile } from '../run/log/command-files.ts'
import { debug, issue, type Step } from './step.ts'

/** The files a step writes its results to, by name of the `github` property. */
export type CommandFiles = Record<'env' | 'path' | 'output' | 'state' | 'step_summary', string>

const MAX_SUMMARY_BYTES = 1024 * 1024

export function createCommandFiles(temp: string): CommandFiles {
  const folder = join(temp, '_runner_file_commands')
  mkdirSync(folder, { recursive: true })
  const create = (prefix: string): string => {
    const file = join(folder, `${prefix}_${randomUUID()}`)
    writeFileSync(file, '')
    return file
  }
  return {
    env: create('set_env'),
    path: create('add_path'),
    output: create('set_output'),
    state: create('save_state'),
    step_summary: create('step_summary'),
  }
}

/** Applies what a step wrote to its command files. An invalid file fails the step (FileCommandManager.cs). */
export function processCommandFiles(step: Step, files: CommandFiles): void {
  const { job } = step
  const attempt = (name: keyof CommandFiles, work: (file: string) => void): void => {
    try {
      if (existsSync(files[name])) work(files[name])
    } catch (error) {
      issue(step, 'error', `Unable to process file command '${name}' successfully.`)
      issue(step, 'error', messageOf(error))
      step.commandFailed = true
    }
  }
  attempt('path', file => {
    for (const entry of parsePathFile(readFileSync(file, 'utf8')))
      job.path = [...job.path.filter(other => other !== entry), entry]
  })
  attempt('env', file => {
    for (const [name, value] of pairsIn(file)) setVariable(step, name, value)
  })
  attempt('step_summary', file => addSummary(step, file))
  attempt('state', file => {
    for (const [name, value] of pairsIn(file)) setIgnoringCase(step.state, name, value)
  })
  attempt('output', file => {
    for (const [name, value] of pairsIn(file)) setIgnoringCase(step.outputs, name, value)
  })
}

function pairsIn(file: string): Iterable<[name: string, value: string]> {
  return commandFilePairs(readFileSync(file, 'utf8'))
}

/** GITHUB_* and RUNNER_* need no check: the runner's own values override them when a step starts. */
function setVariable(step: Step, name: string, value: string): void {
  if (name.toUpperCase() === 'NODE_OPTIONS') {
    issue(step, 'error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.")
    return
  }
  step.job.env[name] = value
  step.env[name] = value
  debug(step, `${name}='${value}'`)
}

function addSummary(step: Step, file: string): void {
  const { size } = statSync(file)
  if (size === 0) return
  if (size > MAX_SUMMARY_BYTES) {
    issue(
      step,
      'error',
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${MAX_SUMMARY_BYTES / 1024}k, got ${Math.floor(size / 1024)}k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary`,
    )
    return
  }
  const { run } = step.job.frame
  const markdown = readFileSync(file, 'utf8')
    .split('\n')
    .map(line => run.masker.mask(line))
    .join('\n')
  run.summaries.push({ job: step.job.id, step: step.name, markdown })
}
