import { parseArgs } from 'node:util'
import type { Environment } from './consumer.ts'
import { RehearsalError } from './errors.ts'
import { type Stage, stages } from './failures/failure.ts'

export interface Arguments {
  environment: Environment
  repository?: string
  fail?: Stage
  keep: boolean
  json?: string
  /** A tree as in dist to rehearse instead of the released one; for tests. */
  actions?: string
  help: boolean
}

export const usage = `npm run rehearse -- [staging|production] [--repo DIR] [--fail STAGE] [--keep] [--json FILE]

Rehearses a deployment on this machine: a server, a registry, S3, Telegram and git, all local, all removed afterwards.

  staging|production  which deployment (default: production)
  --repo DIR          a repository with a workflow that calls the deployment (default: the sample tsh-erp)
  --fail STAGE        make a stage fail: ${stages.join(', ')}
  --keep              leave the sandbox running and say how to look around
  --json FILE         write the result as JSON too
`

/** Reads the command line; what it does not know it refuses by name. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args)
  const [environment = 'production', ...rest] = positionals
  if (rest.length) throw new RehearsalError(`One environment at a time: '${rest[0]}' is too much.`)
  if (environment !== 'staging' && environment !== 'production') {
    throw new RehearsalError(`There is no environment '${environment}'; use staging or production.`)
  }
  if (values.fail !== undefined && !stages.includes(values.fail as Stage)) {
    throw new RehearsalError(`--fail '${values.fail}' is no stage; use one of ${stages.join(', ')}.`)
  }
  return {
    environment,
    keep: values.keep ?? false,
    help: values.help ?? false,
    ...(values.repo === undefined ? {} : { repository: values.repo }),
    ...(values.fail === undefined ? {} : { fail: values.fail as Stage }),
    ...(values.json === undefined ? {} : { json: values.json }),
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        repo: { type: 'string' },
        fail: { type: 'string' },
        keep: { type: 'boolean' },
        json: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new RehearsalError(`${(error as Error).message.split('. ')[0]}. See npm run rehearse -- --help`)
  }
}
