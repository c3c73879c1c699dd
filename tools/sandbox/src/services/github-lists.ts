import type { ApiResponse } from './github-responses.ts'
import type { GithubState } from './github-state.ts'

const REPOSITORY_ID = 1
const FORK_ID = 2

/** The page of a list of the state that a request is for; undefined for other endpoints. */
export function listOf(
  state: GithubState,
  rest: string,
  parameters: URLSearchParams,
): ApiResponse | undefined {
  const page = pageOf(parameters)
  if (/^\/commits\/[^/]+\/check-runs$/.test(rest)) return page(checkRunsOf(state), 'check_runs')
  if (/^\/commits\/[^/]+\/status$/.test(rest)) return page(state.statuses, 'statuses')
  if (rest === '/actions/artifacts') return page(artifactsOf(state, parameters.get('name')), 'artifacts')
  return undefined
}

/** Pages as GitHub makes them: from 1, 30 items by default, at most 100. */
const pageOf =
  (parameters: URLSearchParams) =>
  (items: readonly object[], key: string): ApiResponse => {
    const size = Math.min(Number(parameters.get('per_page') ?? 30), 100)
    const at = (Number(parameters.get('page') ?? 1) - 1) * size
    return [200, { total_count: items.length, [key]: items.slice(at, at + size) }]
  }

const checkRunsOf = ({ checkRuns }: GithubState): object[] =>
  checkRuns.map(({ runId, ...run }) => ({
    ...run,
    details_url: `https://github.com/tsh/shop/actions/runs/${runId}/job/${run.id}`,
  }))

/** Newest first. */
const artifactsOf = ({ artifacts }: GithubState, name: string | null): object[] =>
  artifacts
    .filter(artifact => name === null || artifact.name === name)
    .sort((one, other) => other.id - one.id)
    .map(({ id, name, expired, isFromFork }) => ({
      ...{ id, name, expired },
      workflow_run: {
        id: id + 1000,
        repository_id: REPOSITORY_ID,
        head_repository_id: isFromFork ? FORK_ID : REPOSITORY_ID,
      },
    }))
