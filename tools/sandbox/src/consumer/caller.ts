import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { parse } from 'yaml'

export type Environment = 'staging' | 'production'

/** The job of a repository that calls one of our workflows. */
export interface Caller {
  /** Path of the workflow inside the repository. */
  workflow: string
  /** Id of the job. */
  job: string
  /** Path of the settings file from its inputs, or the default. */
  settingsFile: string
  /** The environment of the settings file. */
  environmentName: string
  /** The repository's own secret names that the job passes, by the names of the deployment. */
  secrets: Record<string, string>
}

/** The secrets for which the sandbox has values. */
export const SANDBOX_SECRETS = [
  ...['SSH_KEY', 'PROD_SSH_KEY', 'STAGING_SSH_KEY', 'DOCKER_USERNAME', 'DOCKER_TOKEN'],
  ...['TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID'],
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_S3_BUCKET', 'AWS_REGION', 'BUILD_SECRETS'],
  'APP_ENV',
] as const
export type SandboxSecret = (typeof SANDBOX_SECRETS)[number]

/** Default path of the settings file. */
const SETTINGS_FILE = '.github/deploy.yml'

interface CallingJob {
  uses?: unknown
  with?: Record<string, unknown>
  secrets?: Record<string, unknown> | string
}

/** Finds the job of a repository that calls the deployment to an environment. */
export function findCaller(directory: string, name: string, environment: Environment): Caller {
  const folder = join(directory, '.github', 'workflows')
  const files = existsSync(folder) ? readdirSync(folder).filter(file => /\.ya?ml$/.test(file)) : []
  for (const file of files.sort()) {
    const jobs = jobsOf(join(folder, file))
    const found = Object.entries(jobs).find(([, job]) => calls(job, environment))
    if (found) return callerOf(`.github/workflows/${file}`, environment, found)
  }
  throw new UserError(
    `no workflow of ${name} calls the ${environment} deployment: none of ${files.length} files in .github/workflows has a job with \`uses: tsh/actions/.github/workflows/deploy-${environment}.yml@v1\``,
  )
}

function jobsOf(file: string): Record<string, CallingJob> {
  try {
    const text = readFileSync(file, 'utf8')
    const document = parse(text, { maxAliasCount: -1 }) as { jobs?: Record<string, CallingJob> } | null
    return document?.jobs ?? {}
  } catch (error) {
    throw new UserError(`${file} is not valid YAML: ${(error as Error).message.split('\n')[0]}`)
  }
}

const calls = (job: CallingJob, environment: Environment): boolean =>
  new RegExp(`^tsh/actions/\\.github/workflows/deploy-${environment}\\.yml@`).test(String(job?.uses ?? ''))

function callerOf(workflow: string, environment: Environment, [job, calling]: [string, CallingJob]): Caller {
  const { with: inputs = {}, secrets = {} } = calling
  const literal = (input: string, otherwise: string): string => {
    const value = String(inputs[input] ?? otherwise)
    if (!value.includes('${{')) return value
    throw new UserError(
      `${input} in job ${job} of ${workflow} is an expression (${value}). Use a literal value for the rehearsal`,
    )
  }
  return {
    ...{ workflow, job },
    settingsFile: literal('settings', SETTINGS_FILE),
    environmentName: literal('environment', environment),
    secrets: typeof secrets === 'string' ? inherited() : namesIn(secrets),
  }
}

/** The secret names in values such as `${{ secrets.NAME }}`. */
function namesIn(values: Record<string, unknown>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [key, value] of Object.entries(values)) {
    const name = /\bsecrets\.(\w+)/.exec(String(value))?.[1]
    if (name) found[key] = name
  }
  return found
}

/** With `secrets: inherit` both sides use the secret names of the deployment. */
const inherited = (): Record<string, string> =>
  Object.fromEntries(SANDBOX_SECRETS.filter(name => name !== 'SSH_KEY').map(name => [name, name]))
