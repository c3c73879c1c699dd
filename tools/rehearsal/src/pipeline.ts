import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import type { Consumer, Repository, Sandbox } from '@tsh/sandbox'
import type { SandboxSecret } from '@tsh/sandbox/consumer/caller'
import { siteResolution } from '@tsh/sandbox/consumer/public-site'
import type { SeedPlan } from '@tsh/sandbox/seed/plan'
import { appEnvOf } from '@tsh/sandbox/seed/secret-values'
import { addDeployment, addStatus } from '@tsh/sandbox/services/github-deployments'
import type { Deployment, GithubState } from '@tsh/sandbox/services/github-state'
import { type EarlierAttempt, type RunEvent, type RunResult, runWorkflow } from '@tsh/workflow-runner'

/** The released actions; tests use a build of the current sources. */
const released = (): string => process.env.TSH_BUNDLES || join(import.meta.dirname, '..', '..', '..', 'dist')

export interface PipelineOptions {
  sandbox: Sandbox
  consumer: Consumer
  repository: Repository
  plan: Pick<SeedPlan, 'buildSecrets' | 'envText'>
  /** A copy of the released tree, see {@link freezeActions}. */
  actions: string
  signal?: AbortSignal
  /** Inputs of a manual run; default: triggered by a push. */
  manual?: Record<string, string>
  /** The event that triggers the run; default: `push`, or `workflow_dispatch` with `manual`. */
  event?: string
  /** The attempt whose failed jobs are re-run; default: a new run. */
  rerun?: EarlierAttempt
  on: (event: RunEvent) => void | Promise<void>
}

/** Runs the repository's own caller workflow, with external services replaced by the sandbox. */
export function runPipeline(options: PipelineOptions): Promise<RunResult> {
  const { sandbox, consumer, repository, plan } = options
  const track = deploymentTracker(sandbox.github.state, {
    sha: repository.new,
    ref: repository.branch,
  })
  return runWorkflow({
    file: join(repository.directory, consumer.workflow),
    repository: repository.directory,
    secrets: secretsFor(sandbox, consumer, plan),
    event: {
      name: options.event ?? (options.manual ? 'workflow_dispatch' : 'push'),
      ref: `refs/heads/${repository.branch}`,
      sha: repository.new,
      ...{ actor: 'rehearsal', repository: `tsh/${consumer.name}`, defaultBranch: repository.branch },
    },
    ...(options.manual ? { inputs: options.manual } : {}),
    ...(options.rerun ? { rerun: options.rerun } : {}),
    repositories: { 'tsh/actions': options.actions },
    env: runEnvironment(sandbox, consumer),
    workspace: sandbox.folder,
    on: event => {
      track(event)
      return options.on(event)
    },
    ...(options.signal ? { signal: options.signal } : {}),
  })
}

/** Lists the jobs with an environment as deployments, as GitHub does. */
function deploymentTracker(
  state: GithubState,
  commit: { sha: string; ref: string },
): (event: RunEvent) => void {
  const running = new Map<string, Deployment>()
  return event => {
    if (event.type === 'job-started' && event.environment?.isDeployment) {
      const deployment = addDeployment(state, { ...commit, environment: event.environment.name })
      addStatus(state, deployment, { state: 'in_progress' })
      running.set(event.job, deployment)
    }
    const deployment = event.type === 'job-finished' ? running.get(event.job) : undefined
    if (event.type !== 'job-finished' || !deployment) return
    const environment_url = event.environment?.url ?? ''
    addStatus(state, deployment, {
      state: event.result === 'success' ? 'success' : 'failure',
      environment_url,
    })
  }
}

/** Variables of the runner: the sandbox's GitHub, for its API and for git, and the site under its public host. */
export const runEnvironment = (
  { github, runner }: Sandbox,
  { url }: Pick<Consumer, 'url'>,
): Record<string, string> => ({
  GITHUB_API_URL: github.url,
  GITHUB_SERVER_URL: github.url,
  ...siteResolution(url),
  ...runner,
})

/** A copy, so that a concurrent build does not change the actions under test. */
export function freezeActions(folder: string): string {
  const tree = released()
  if (!existsSync(join(tree, '.github', 'workflows'))) {
    throw new UserError(`${tree} has no workflows to rehearse. Build it with "npm run build"`)
  }
  const copy = join(folder, 'actions')
  cpSync(tree, copy, { recursive: true })
  return copy
}

function secretsFor(
  sandbox: Sandbox,
  consumer: Consumer,
  { buildSecrets, envText }: Pick<SeedPlan, 'buildSecrets' | 'envText'>,
): Record<string, string> {
  const values: Partial<Record<SandboxSecret, string>> = {
    SSH_KEY: sandbox.server.privateKey,
    PROD_SSH_KEY: sandbox.server.privateKey,
    STAGING_SSH_KEY: sandbox.server.privateKey,
    DOCKER_USERNAME: sandbox.registry.username,
    DOCKER_TOKEN: sandbox.registry.password,
    TELEGRAM_BOT_TOKEN: sandbox.telegram.token,
    TELEGRAM_CHAT_ID: sandbox.telegram.chatId,
    AWS_ACCESS_KEY_ID: sandbox.s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: sandbox.s3.secretAccessKey,
    AWS_S3_BUCKET: sandbox.s3.bucket,
    AWS_REGION: sandbox.s3.region,
    BUILD_SECRETS: Object.entries(buildSecrets)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
    APP_ENV: appEnvOf(envText, consumer.envSecrets),
  }
  const given: Record<string, string> = {}
  for (const [name, own] of Object.entries(consumer.secrets)) {
    const value = values[name as SandboxSecret]
    if (value !== undefined) given[own] = value
  }
  return given
}
