import { parseArgs } from 'node:util'
import { UserError } from '@tsh/action'
import type { Environment } from '@tsh/sandbox'
import { GENERATIONS, type Generation } from '@tsh/sandbox/engine/generations'
import { HOSTILE_NAMES, type HostileName } from '@tsh/sandbox/hostile/names'
import { ALL_STRICT, STRICT_PROPERTIES, type StrictProperty } from '@tsh/sandbox/strictness/properties'
import { type Stage, stages } from './failures/failure.ts'

export interface Arguments {
  environment: Environment
  repository?: string
  /** Whether changes that are not committed are rehearsed, too. */
  uncommitted: boolean
  fail?: Stage
  /** The generation of Docker and the server's other tools. */
  engine: Generation
  /** Properties of production servers that the server has. */
  strict: readonly StrictProperty[]
  /** The server has only Docker, a proxy and the deploy user, nothing of the application. */
  fresh: boolean
  /** Names and values that are easily confused with other ones. */
  hostile: readonly HostileName[]
  keep: boolean
  /** Id of a kept sandbox to remove; nothing is rehearsed. */
  remove?: string
  json?: string
  help: boolean
}

const wrapped = (names: readonly string[]): string =>
  names.join(', ').replace(/(.{40,70}?, )/g, '$1\n                      ')

export const usage = `npm run rehearse -- [staging|production] [--repo DIR [--uncommitted]] [--fail STAGE] [--engine GENERATION]
       [--strict[=NAMES]] [--fresh] [--hostile[=NAMES]] [--keep] [--json FILE]

Rehearses a deployment on this machine: a server, a registry, S3, Telegram and git, all local and removed afterwards.

  staging|production  environment to deploy to (default: production)
  --repo DIR          a repository with a settings file and a calling workflow (default: the sample tsh-erp)
  --uncommitted       also rehearse changes of that repository that are not committed
  --fail STAGE        make a stage fail: ${stages.join(', ')}
  --engine GENERATION versions of Docker, nginx, OpenSSH and git:  ${GENERATIONS.join(', ')} (default: stable)
  --strict[=NAMES]    properties of production servers (default: all except tcsh and no-forwarding):
                      ${wrapped(STRICT_PROPERTIES)}
  --fresh             a server with only Docker, a proxy and the deploy user
  --hostile[=NAMES]   names and values that are easily confused (default: all):
                      ${wrapped(HOSTILE_NAMES)}
  --keep              leave the sandbox running and print how to inspect it
  --remove ID         remove a kept sandbox with all its resources
  --json FILE         also write the result as JSON
`

/** Parses the command line. @throws UserError for unknown arguments */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args)
  const [environment = 'production', ...rest] = positionals
  if (rest.length) throw new UserError(`expected one environment, got extra argument "${rest[0]}"`)
  if (environment !== 'staging' && environment !== 'production') {
    throw new UserError(`unknown environment "${environment}". Use staging or production`)
  }
  const fail = oneOf('fail', stages, values.fail)
  if (values.remove !== undefined && !/^[0-9a-f]{8}$/.test(values.remove)) {
    throw new UserError(`--remove: "${values.remove}" is not a sandbox id, such as 1a2b3c4d`)
  }
  return {
    environment,
    engine: oneOf('engine', GENERATIONS, values.engine) ?? 'stable',
    strict: listOf('strict', STRICT_PROPERTIES, values.strict, ALL_STRICT),
    fresh: values.fresh ?? false,
    uncommitted: values.uncommitted ?? false,
    hostile: listOf('hostile', HOSTILE_NAMES, values.hostile, HOSTILE_NAMES),
    keep: values.keep ?? false,
    help: values.help ?? false,
    ...(values.repo === undefined ? {} : { repository: values.repo }),
    ...(fail === undefined ? {} : { fail }),
    ...(values.remove === undefined ? {} : { remove: values.remove }),
    ...(values.json === undefined ? {} : { json: values.json }),
  }
}

function oneOf<T extends string>(option: string, known: readonly T[], value: string | undefined) {
  const found = known.find(name => name === value)
  if (value !== undefined && found === undefined)
    throw new UserError(`--${option}: unknown value "${value}". Use one of ${known.join(', ')}`)
  return found
}

/** @param all the values of the option without a list */
function listOf<T extends string>(
  option: string,
  known: readonly T[],
  value: string | undefined,
  all: readonly T[],
): readonly T[] {
  if (value === undefined) return []
  if (value === '') return all
  return value.split(',').flatMap(name => oneOf(option, known, name) ?? [])
}

/** Options that may have a list. */
const WITH_LIST = ['--strict', '--hostile']

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: args.map(arg => (WITH_LIST.includes(arg) ? `${arg}=` : arg)),
      allowPositionals: true,
      options: {
        repo: { type: 'string' },
        uncommitted: { type: 'boolean' },
        fail: { type: 'string' },
        engine: { type: 'string' },
        strict: { type: 'string' },
        fresh: { type: 'boolean' },
        hostile: { type: 'string' },
        keep: { type: 'boolean' },
        json: { type: 'string' },
        remove: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UserError(`${(error as Error).message.split('. ')[0]}. See npm run rehearse -- --help`)
  }
}
