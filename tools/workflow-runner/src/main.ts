import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import { promptForApproval } from './cli/approval-prompt.ts'
import { type Arguments, parseArguments, usage } from './cli/arguments.ts'
import { readAttemptFile } from './cli/attempt-file.ts'
import { readEventFile } from './cli/event-file.ts'
import { prepareJsonFile, refusedResult, writeJsonFile } from './cli/json-file.ts'
import { parseValues } from './cli/values-file.ts'
import { messageOf } from './errors.ts'
import { type Listener, type RunEvent, type RunResult, runWorkflow } from './index.ts'
import { repositoryOf } from './plan/source.ts'

// `tsh/actions`, at any ref, is the project's own release tree.
const release = join(import.meta.dirname, '..', '..', '..', 'dist')

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof UserError ? error.message : error)
  process.exitCode = error instanceof UserError ? 2 : 1
}

async function main(argv: string[]): Promise<number> {
  const args = parseArguments(argv)
  if (args.help) {
    console.log(usage)
    return 0
  }
  const { jsonFile } = args
  if (!jsonFile) return report(await run(args))
  prepareJsonFile(jsonFile)
  try {
    const result = await run(args)
    writeJsonFile(jsonFile, result)
    return report(result)
  } catch (error) {
    if (error instanceof UserError) writeJsonFile(jsonFile, refusedResult(error.message))
    throw error
  }
}

async function run(args: Arguments): Promise<RunResult> {
  const { file, inputs, env, protectedEnvironments, eventFile, rerunFailed, cancelAfter } = args
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort())
  if (cancelAfter !== undefined) setTimeout(() => stop.abort(), cancelAfter).unref()
  return runWorkflow({
    file,
    repository: args.repository ?? (await repositoryOf(resolve(file))),
    inputs,
    secrets: valuesOf(args.secretsFile),
    vars: valuesOf(args.varsFile),
    event: { ...args.event, ...(eventFile && { payload: readEventFile(eventFile) }) },
    env,
    ...(rerunFailed && { rerun: readAttemptFile(rerunFailed) }),
    protectedEnvironments,
    repositories: { 'tsh/actions': release },
    signal: stop.signal,
    on: show,
  })
}

function valuesOf(file: string | undefined): Record<string, string> {
  if (!file) return {}
  try {
    return parseValues(readFileSync(file, 'utf8'), file)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${file} could not be read: ${messageOf(error)}`)
  }
}

function show(event: RunEvent): ReturnType<Listener> {
  if (event.type === 'waiting-for-approval') return promptForApproval(event.job, event.environment)
  if (event.type === 'log') console.log(event.job ? `${event.job} | ${event.line}` : event.line)
}

/** Prints the result of the run. @returns the exit code */
function report({ conclusion, jobs, failures }: RunResult): number {
  console.log('')
  for (const [id, { result }] of Object.entries(jobs)) console.log(`${result.padEnd(9)} ${id}`)
  for (const { file, line, job, step, message } of failures) {
    console.log(
      `Failed: ${file}, line ${line}, job '${job}'${step === undefined ? '' : `, step '${step}'`}: ${message}`,
    )
  }
  console.log(`Conclusion: ${conclusion}`)
  return conclusion === 'success' ? 0 : 1
}
