import { parseArgs } from 'node:util'
import type { Environment } from './consumer.ts'
import { RehearsalError } from './errors.ts'
import { type Stage, stages } from './failures/failure.ts'

export interface Arguments {
  environment: Environment
  repository?: string
  fail?: Stage
  keep: boolean
  /** Id of a kept sandbox to remove; nothing is rehearsed. */
  remove?: string
  json?: string
  help: boolean
}

export const usage = `npm run rehearse -- [staging|production] [--repo DIR] [--fail STAGE] [--keep] [--json FILE]

Rehearses a deployment on this machine: a server, a registry, S3, Telegram and git, all local, all removed afterwards.

  staging|production  which deployment (default: production)
  --repo DIR          a repository with a workflow that calls the deployment (default: the sample tsh-erp)
  --fail STAGE        make a stage fail: ${stages.join(', ')}
  --keep              leave the sandbox running and say how to look around
  --remove ID         remove a sandbox that was kept, with everything that belongs to it
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
  if (values.remove !== undefined && !/^[0-9a-f]{8}$/.test(values.remove)) {
    throw new RehearsalError(`--remove '${values.remove}' is no id of a sandbox, such as 1a2b3c4d.`)
  }
  return {
    environment,
    keep: values.keep ?? false,
    help: values.help ?? false,
    ...(values.repo === undefined ? {} : { repository: values.repo }),
    ...(values.fail === undefined ? {} : { fail: values.fail as Stage }),
    ...(values.remove === undefined ? {} : { remove: values.remove }),
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
        remove: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new RehearsalError(`${(error as Error).message.split('. ')[0]}. See npm run rehearse -- --help`)
  }
}
