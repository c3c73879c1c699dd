import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArguments, usage } from './cli/arguments.ts'
import { parseValues } from './cli/values-file.ts'
import { messageOf, UserError } from './errors.ts'
import { type RunEvent, type RunResult, runWorkflow } from './index.ts'
import { repositoryOf } from './plan/source.ts'

// The project's own release tree stands in for what `tsh/actions@v1` is on GitHub.
const release = join(import.meta.dirname, '..', '..', '..', 'dist')

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof UserError ? error.message : error)
  process.exitCode = error instanceof UserError ? 2 : 1
}

async function main(args: string[]): Promise<number> {
  const { help, file, repository, inputs, secretsFile, varsFile, cancelAfter, jsonFile, event, env } =
    parseArguments(args)
  if (help) {
    console.log(usage)
    return 0
  }
  if (jsonFile && !existsSync(dirname(resolve(jsonFile)))) {
    throw new UserError(`--json ${jsonFile}: the folder does not exist`)
  }
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort())
  const timer = cancelAfter === undefined ? undefined : setTimeout(() => stop.abort(), cancelAfter)
  const result = await runWorkflow({
    file,
    repository: repository ?? (await repositoryOf(resolve(file))),
    inputs,
    secrets: valuesOf(secretsFile),
    vars: valuesOf(varsFile),
    event,
    env,
    repositories: { 'tsh/actions': release },
    signal: stop.signal,
    on: show,
  }).finally(() => clearTimeout(timer))
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(result, undefined, 2)}\n`)
  report(result)
  return result.conclusion === 'success' ? 0 : 1
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

function show(event: RunEvent): void {
  if (event.type === 'log') console.log(event.job ? `${event.job} | ${event.line}` : event.line)
}

function report({ conclusion, jobs, failures }: RunResult): void {
  console.log('')
  for (const [id, { result }] of Object.entries(jobs)) console.log(`${result.padEnd(9)} ${id}`)
  for (const { file, line, job, step, message } of failures) {
    console.log(
      `Failed: ${file}, line ${line}, job '${job}'${step === undefined ? '' : `, step '${step}'`}: ${message}`,
    )
  }
  console.log(`Conclusion: ${conclusion}`)
}
