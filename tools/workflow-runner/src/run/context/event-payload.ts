import { noCommit, numericId, type RepositoryFacts, type TriggeringEvent } from './github-context.ts'

interface PayloadFacts {
  actor: string
  server: string
  /** The workflow file. */
  path: string
  /** The `cron` of the workflow's schedule. */
  schedule: string | undefined
}

/** `github.event`: the values known here, overridden by the given ones (docs, "Events that trigger workflows"). */
export function payloadOf(
  facts: RepositoryFacts,
  event: TriggeringEvent & { name: string },
  known: PayloadFacts,
): Record<string, unknown> {
  const { actor, server, path, schedule } = known
  const [owner = '', name = ''] = facts.repository.split('/')
  const repository = {
    id: Number(numericId(facts.repository)),
    name,
    full_name: facts.repository,
    owner: { login: owner, name: owner },
    html_url: `${server}/${facts.repository}`,
    default_branch: facts.defaultBranch,
  }
  const given = event.payload ?? {}
  // A schedule is not a webhook: its event contains neither repository nor sender.
  if (event.name === 'schedule') return { schedule, workflow: path, ...given }
  return {
    ref: facts.ref,
    ...(event.name === 'push' && {
      before: noCommit,
      after: facts.sha,
      head_commit: { id: facts.sha },
      commits: [],
    }),
    ...(event.name === 'workflow_dispatch' && { workflow: path }),
    sender: { login: actor, type: 'User' },
    ...given,
    repository: { ...repository, ...(given.repository as object | undefined) },
  }
}

interface PullRequest {
  number?: number
  base?: { ref?: string }
  head?: { ref?: string }
}

function pullRequestOf(payload: Record<string, unknown> | undefined): PullRequest | undefined {
  return payload?.pull_request as PullRequest | undefined
}

/** `github.base_ref` and `github.head_ref`, empty without a pull request. */
export function pullRequestRefs(payload: Record<string, unknown> | undefined): {
  base: string
  head: string
} {
  const pullRequest = pullRequestOf(payload)
  return { base: pullRequest?.base?.ref ?? '', head: pullRequest?.head?.ref ?? '' }
}

/** The ref of a run for a pull request: the merge branch for `pull_request`, the base for `pull_request_target`. */
export function pullRequestRef({ name, payload }: TriggeringEvent): string | undefined {
  const pullRequest = pullRequestOf(payload)
  if (!pullRequest) return undefined
  return name === 'pull_request_target'
    ? `refs/heads/${pullRequest.base?.ref ?? ''}`
    : `refs/pull/${pullRequest.number ?? 1}/merge`
}

/** A pull request cannot be generated: everything that such a workflow reads is in it. */
export function payloadProblem(
  event: string,
  payload: Record<string, unknown> | undefined,
): string | undefined {
  return event.startsWith('pull_request') && !pullRequestOf(payload)
    ? `the event '${event}' needs a payload with 'pull_request'; pass the JSON of one with --event-file FILE`
    : undefined
}
