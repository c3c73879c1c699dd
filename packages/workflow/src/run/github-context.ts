import { createHash, randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import { askGit, isRepository } from '../actions/git.ts'

/** The event that a run is for. */
export interface TriggeringEvent {
  name?: string
  ref?: string
  sha?: string
  actor?: string
  /** `owner/name` */
  repository?: string
  payload?: Record<string, unknown>
}

/** What is known about the caller's repository: from the event, else from its git. */
export interface RepositoryFacts {
  repository: string
  ref: string
  sha: string
}

const noCommit = '0'.repeat(40)

export async function repositoryFacts(directory: string, event: TriggeringEvent): Promise<RepositoryFacts> {
  const isRoot = await isRepository(directory)
  const ask = async (...args: string[]): Promise<string | undefined> =>
    isRoot ? askGit(directory, ...args) : undefined
  const origin = /([^/:]+\/[^/]+?)(?:\.git)?$/.exec((await ask('remote', 'get-url', 'origin')) ?? '')?.[1]
  const branch = (await ask('symbolic-ref', '--short', '-q', 'HEAD')) ?? 'main'
  const ref =
    event.ref === undefined
      ? `refs/heads/${branch}`
      : event.ref.startsWith('refs/')
        ? event.ref
        : `refs/heads/${event.ref}`
  const commit =
    (await ask('rev-parse', '-q', '--verify', `${event.ref ?? 'HEAD'}^{commit}`)) ??
    (await ask('rev-parse', '-q', '--verify', 'HEAD^{commit}'))
  return {
    repository:
      event.repository ??
      (origin && /^[\w.-]+\/[\w.-]+$/.test(origin) ? origin : `local/${basename(directory)}`),
    ref,
    sha: event.sha ?? commit ?? noCommit,
  }
}

/** The `github` context as far as it is the same in all jobs (docs, "Contexts", github context). */
export function githubContext(
  facts: RepositoryFacts,
  event: TriggeringEvent & { name: string },
  workflow: { name: string; path: string },
  env: Record<string, string>,
): Record<string, unknown> {
  const [owner = '', name = ''] = facts.repository.split('/')
  const actor = event.actor ?? 'local'
  const server = env.GITHUB_SERVER_URL ?? 'https://github.com'
  const refName = facts.ref.replace(/^refs\/(heads|tags|pull)\//, '')
  return {
    actor,
    actor_id: numericId(actor),
    triggering_actor: actor,
    api_url: env.GITHUB_API_URL ?? 'https://api.github.com',
    graphql_url: env.GITHUB_GRAPHQL_URL ?? 'https://api.github.com/graphql',
    server_url: server,
    base_ref: '',
    head_ref: '',
    event_name: event.name,
    event: payloadOf(facts, event, { owner, name, actor, server, path: workflow.path }),
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
    run_id: String(randomBytes(6).readUIntBE(0, 5)),
    run_number: '1',
    run_attempt: '1',
    secret_source: 'Actions',
    sha: facts.sha,
    workflow: workflow.name,
    workflow_ref: `${facts.repository}/${workflow.path}@${facts.ref}`,
    workflow_sha: facts.sha,
  }
}

interface PayloadFacts {
  owner: string
  name: string
  actor: string
  server: string
  path: string
}

function payloadOf(
  facts: RepositoryFacts,
  event: TriggeringEvent & { name: string },
  known: PayloadFacts,
): Record<string, unknown> {
  const { owner, name, actor, server, path } = known
  return {
    ref: facts.ref,
    ...(event.name === 'push' && {
      before: noCommit,
      after: facts.sha,
      head_commit: { id: facts.sha },
      commits: [],
    }),
    ...(event.name === 'workflow_dispatch' && { workflow: path }),
    repository: {
      id: Number(numericId(facts.repository)),
      name,
      full_name: facts.repository,
      owner: { login: owner, name: owner },
      html_url: `${server}/${facts.repository}`,
      default_branch: 'main',
    },
    sender: { login: actor, type: 'User' },
    ...event.payload,
  }
}

/** Stable for a name, as ids on GitHub are. */
function numericId(name: string): string {
  return String(createHash('sha256').update(name).digest().readUIntBE(0, 4))
}
