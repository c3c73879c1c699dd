import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { UserError } from '@tsh/action'
import { messageOf } from '../errors.ts'

export interface Arguments {
  help: boolean
  file: string
  repository?: string
  inputs: Record<string, string>
  secretsFile?: string
  varsFile?: string
  cancelAfter?: number
  jsonFile?: string
  event: { name?: string; ref?: string; defaultBranch?: string }
  eventFile?: string
  env: Record<string, string>
  protectedEnvironments: string[]
  rerunFailed?: string
}

export const usage = `Usage: npm run workflow -- FILE [options]

Runs one GitHub Actions workflow file on this machine.

  --repo DIR            repository that the workflow belongs to (default: the git root of FILE, or its folder)
  --input NAME=VALUE    input of a manual run; may be given several times
  --secrets FILE        secrets: NAME=value lines, NAME="quoted, may span lines", NAME<<EOF blocks, or a JSON object
  --vars FILE           variables, in the same format
  --event NAME          event to run for (default: workflow_dispatch or push, whichever fits)
  --event-file FILE     JSON that is merged into github.event; required for pull_request
  --ref REF             branch or tag to run for (default: the checked-out one)
  --default-branch NAME default branch of the repository (default: from git, else main)
  --protected-environment NAME
                        environment whose jobs wait for an approval on the terminal; may be given several times
  --env NAME=VALUE      environment variable of every step; may be given several times
  --rerun-failed FILE   re-run the failed jobs of the attempt that --json wrote to FILE, with its event and inputs
  --cancel-after MS     cancel the run after this many milliseconds
  --json FILE           write {conclusion, jobs, log, …} to FILE, also if the workflow is rejected
  --help                show this text

Exit code: 0 success, 1 failure or cancelled, 2 wrong usage or a rejected workflow.`

const options = {
  help: { type: 'boolean' },
  repo: { type: 'string' },
  input: { type: 'string', multiple: true },
  secrets: { type: 'string' },
  vars: { type: 'string' },
  event: { type: 'string' },
  'event-file': { type: 'string' },
  'default-branch': { type: 'string' },
  'protected-environment': { type: 'string', multiple: true },
  ref: { type: 'string' },
  env: { type: 'string', multiple: true },
  'cancel-after': { type: 'string' },
  'rerun-failed': { type: 'string' },
  json: { type: 'string' },
} as const

export function parseArguments(args: string[]): Arguments {
  const { values, positionals } = parsed(args)
  const [file = '', ...others] = positionals
  if (!values.help && file === '') throw new UserError('no workflow file given. See --help')
  if (others.length)
    throw new UserError(`expected one workflow file, got extra argument '${others.join("', '")}'`)
  const { repo, secrets, vars, json, event, ref } = values
  const cancelAfter = values['cancel-after']
  const eventFile = values['event-file']
  const rerunFailed = values['rerun-failed']
  if (rerunFailed) checkRerun(values, rerunFailed)
  const defaultBranch = values['default-branch']
  return {
    help: values.help ?? false,
    file,
    inputs: pairs('--input', values.input),
    env: pairs('--env', values.env),
    event: { ...(event && { name: event }), ...(ref && { ref }), ...(defaultBranch && { defaultBranch }) },
    protectedEnvironments: values['protected-environment'] ?? [],
    ...(eventFile && { eventFile }),
    ...(rerunFailed && { rerunFailed }),
    ...(repo && { repository: repo }),
    ...(secrets && { secretsFile: secrets }),
    ...(vars && { varsFile: vars }),
    ...(json && { jsonFile: json }),
    ...(cancelAfter !== undefined && { cancelAfter: milliseconds(cancelAfter) }),
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UserError(`${messageOf(error).split('.')[0] ?? ''}. See --help`)
  }
}

/** Options that a re-run takes from the earlier attempt. */
const FIRST_ATTEMPT_OPTIONS = ['input', 'event', 'event-file', 'ref', 'default-branch'] as const

function checkRerun(values: ReturnType<typeof parsed>['values'], file: string): void {
  if (values.json && resolve(values.json) === resolve(file))
    throw new UserError(`--json ${values.json} would overwrite the attempt to re-run. Pass another file`)
  const given = FIRST_ATTEMPT_OPTIONS.find(option => values[option] !== undefined)
  if (given)
    throw new UserError(`--${given} cannot change in a re-run. Omit it, or start without --rerun-failed`)
}

function pairs(option: string, values: string[] = []): Record<string, string> {
  return Object.fromEntries(
    values.map(value => {
      const equals = value.indexOf('=')
      if (equals <= 0) throw new UserError(`${option} ${value}: expected NAME=VALUE`)
      return [value.slice(0, equals), value.slice(equals + 1)]
    }),
  )
}

function milliseconds(text: string): number {
  if (!/^\d+$/.test(text)) throw new UserError(`--cancel-after ${text}: expected a number of milliseconds`)
  return Number(text)
}
