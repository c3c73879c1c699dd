import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { RehearsalError } from './errors.ts'
import { slotFolder } from './seed/nginx-site.ts'

export type Environment = 'staging' | 'production'

/** What a repository's caller workflow says about one environment. */
export interface Consumer {
  environment: Environment
  /** The repository's name, such as tsh-erp; it names slot folder and nginx site. */
  name: string
  /** Path of the caller workflow inside the repository. */
  workflow: string
  /** Id of the job that calls the deployment. */
  job: string
  user: string
  deployPath: string
  composeFile: string
  envFile: string
  /** The service that visitors reach, the first of several: a pattern with `{slot}`, or a name that is replaced in place. */
  appService: string
  /** The names of the slots; none where the service is replaced in place. */
  slotNames: readonly string[]
  /** The folder with the slot file that the proxy looks at. */
  slotDirectory: string
  slots: boolean
  /** Port of the second container during a replacement in place. */
  handoverPort: number | undefined
  registry: string | undefined
  /** The repository's own names of the secrets that the job passes on, by the names of the deployment. */
  secrets: Record<string, string>
  /** Names that the inputs read from `vars`, by input. */
  vars: Record<string, string>
}

const sharedSecrets = [
  ...['DOCKER_USERNAME', 'DOCKER_TOKEN', 'TELEGRAM_BOT_TOKEN', 'TELEGRAM_CHAT_ID'],
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_S3_BUCKET', 'AWS_REGION'],
]

interface CallingJob {
  uses?: unknown
  with?: Record<string, unknown>
  secrets?: Record<string, unknown> | string
}

/** Reads the job of a repository that calls our deployment workflow for an environment. */
export function readConsumer(directory: string, name: string, environment: Environment): Consumer {
  const folder = join(directory, '.github', 'workflows')
  const files = existsSync(folder) ? readdirSync(folder).filter(file => /\.ya?ml$/.test(file)) : []
  for (const file of files.sort()) {
    const jobs = jobsOf(join(folder, file))
    const found = Object.entries(jobs).find(([, job]) => calls(job, environment))
    if (found) return consumerOf(name, environment, `.github/workflows/${file}`, found)
  }
  throw new RehearsalError(
    `No workflow of ${name} calls the ${environment} deployment: none of ${files.length} files in .github/workflows has a job with \`uses: tsh/actions/.github/workflows/deploy-${environment}.yml@v1\`.`,
  )
}

function jobsOf(file: string): Record<string, CallingJob> {
  try {
    const text = readFileSync(file, 'utf8')
    const document = parse(text, { maxAliasCount: -1 }) as { jobs?: Record<string, CallingJob> } | null
    return document?.jobs ?? {}
  } catch (error) {
    throw new RehearsalError(`${file} is not valid YAML: ${(error as Error).message.split('\n')[0]}`)
  }
}

const calls = (job: CallingJob, environment: Environment): boolean =>
  new RegExp(`^tsh/actions/\\.github/workflows/deploy-${environment}\\.yml@`).test(String(job?.uses ?? ''))

function consumerOf(
  name: string,
  environment: Environment,
  workflow: string,
  entry: [string, CallingJob],
): Consumer {
  const [job, { with: inputs = {}, secrets = {} }] = entry
  const literal = (input: string, otherwise?: string): string => {
    const value = inputs[input] ?? otherwise
    if (value === undefined || value === '') {
      throw new RehearsalError(
        `Job ${job} of ${workflow} gives no ${input}; the rehearsal needs it to prepare a server.`,
      )
    }
    if (String(value).includes('${{')) {
      throw new RehearsalError(
        `${input} in job ${job} of ${workflow} is an expression (${value}); the rehearsal needs a literal value.`,
      )
    }
    return String(value)
  }
  const appServices = literal('app-service', environment === 'production' ? 'app_{slot}' : 'app_staging')
  const appService = appServices.split(/[,\n]/)[0]?.trim() ?? ''
  return {
    ...{ environment, name, workflow, job, appService, slots: appService.includes('{slot}') },
    slotNames: appService.includes('{slot}') ? literal('slots', 'blue,green').split(',') : [],
    slotDirectory: inputs['slot-directory'] ? literal('slot-directory') : slotFolder(name),
    handoverPort: inputs['handover-port'] ? Number(literal('handover-port')) : undefined,
    user: literal('user', 'root'),
    deployPath: literal('deploy-path').replace(/\/+$/, ''),
    composeFile: literal('compose-file', `docker-compose.${environment}.yml`),
    envFile: literal('env-file', `.env.${environment}`),
    registry: inputs.registry === undefined ? undefined : String(inputs.registry),
    secrets: typeof secrets === 'string' ? inherited(environment) : namesIn(secrets, 'secrets'),
    vars: namesIn(inputs, 'vars'),
  }
}

/** The names that values read from a context, as in `${{ secrets.NAME }}`. */
function namesIn(values: Record<string, unknown>, context: 'secrets' | 'vars'): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [key, value] of Object.entries(values)) {
    const name = new RegExp(`\\b${context}\\.(\\w+)`).exec(String(value))?.[1]
    if (name) found[key] = name
  }
  return found
}

/** With `secrets: inherit` both sides use the names of the deployment. */
function inherited(environment: Environment): Record<string, string> {
  const key = environment === 'production' ? 'PROD_SSH_KEY' : 'STAGING_SSH_KEY'
  return Object.fromEntries([key, ...sharedSecrets].map(name => [name, name]))
}
