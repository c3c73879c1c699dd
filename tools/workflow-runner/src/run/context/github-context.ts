import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { isRepository, queryGit } from '../../actions/git.ts'
import { payloadOf, pullRequestRef, pullRequestRefs } from './event-payload.ts'
import type { RunIdentity } from './identity.ts'

/** The event that triggers a run. */
export interface TriggeringEvent {
  name?: string
  ref?: string
  sha?: string
  actor?: string
  /** `owner/name` */
  repository?: string
  /** `repository.default_branch` of the payload; default: from git, else `main`. */
  defaultBranch?: string
  payload?: Record<string, unknown>
}

/** Facts about the caller's repository: from the event, else from git. */
export interface RepositoryFacts {
  repository: string
  ref: string
  sha: string
  defaultBranch: string
}

export const noCommit = '0'.repeat(40)

export async function repositoryFacts(directory: string, event: TriggeringEvent): Promise<RepositoryFacts> {
  const isRoot = await isRepository(directory)
  const query = async (...args: string[]): Promise<string | undefined> =>
    isRoot ? queryGit(directory, ...args) : undefined
  const origin = /([^/:]+\/[^/]+?)(?:\.git)?$/.exec((await query('remote', 'get-url', 'origin')) ?? '')?.[1]
  const head = await query('symbolic-ref', '--short', '-q', 'HEAD')
  const originHead = await query('symbolic-ref', '--short', '-q', 'refs/remotes/origin/HEAD')
  const defaultBranch = event.defaultBranch ?? originHead?.replace(/^origin\//, '') ?? head ?? 'main'
  const name = event.ref ?? pullRequestRef(event) ?? head ?? defaultBranch
  const ref = name.startsWith('refs/') ? name : `refs/heads/${name}`
  const commit =
    (await query('rev-parse', '-q', '--verify', `${event.ref ?? 'HEAD'}^{commit}`)) ??
    (await query('rev-parse', '-q', '--verify', 'HEAD^{commit}'))
  return {
    repository:
      event.repository ??
      (origin && /^[\w.-]+\/[\w.-]+$/.test(origin) ? origin : `local/${basename(directory)}`),
    ref,
    sha: event.sha ?? commit ?? noCommit,
    defaultBranch,
  }
}

/** The inputs of the `github` context. */
export interface RunFacts {
  facts: RepositoryFacts
  event: TriggeringEvent & { name: string }
  workflow: { name: string; path: string; schedule: string | undefined }
  env: Record<string, string>
  run: Pick<RunIdentity, 'id' | 'number' | 'attempt'>
}

/** The part of the `github` context that is the same in all jobs (docs, "Contexts", github context). */
export function githubContext({ facts, event, workflow, env, run }: RunFacts): Record<string, unknown> {
  const [owner = ''] = facts.repository.split('/')
  const actor = event.actor ?? 'local'
  const server = env.GITHUB_SERVER_URL ?? 'https://github.com'
  const { base, head } = pullRequestRefs(event.payload)
  const refName = facts.ref.replace(/^refs\/(heads|tags|pull)\//, '')
  return {
    actor,
    actor_id: numericId(actor),
    triggering_actor: actor,
    api_url: env.GITHUB_API_URL ?? 'https://api.github.com',
    graphql_url: env.GITHUB_GRAPHQL_URL ?? 'https://api.github.com/graphql',
    server_url: server,
    base_ref: base,
    head_ref: head,
    event_name: event.name,
    event: payloadOf(facts, event, { actor, server, ...workflow }),
    ref: facts.ref,
    ref_name: refName,
    ref_type: facts.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: false,
    repository: facts.repository,
    repository_id: numericId(facts.repository),
    repository_owner: owner,
    repository_owner_id: numericId(owner),
    repositoryUrl: `git://github.com/${facts.repository}.git`,
    retention_days: '90',
    run_id: run.id,
    run_number: run.number,
    run_attempt: String(run.attempt),
    secret_source: 'Actions',
    sha: facts.sha,
    workflow: workflow.name,
    workflow_ref: `${facts.repository}/${workflow.path}@${facts.ref}`,
    workflow_sha: facts.sha,
  }
}

/** Stable for a name, like ids on GitHub. */
export function numericId(name: string): string {
  return String(createHash('sha256').update(name).digest().readUIntBE(0, 4))
}
