import { workflowRun } from '@tsh/action'
import { type Repository, request } from '@tsh/github'
import type { Check } from './check-state.ts'

/** The maximum of GitHub's API. */
const PER_PAGE = 100

/** All check runs and commit statuses of a commit. @throws UserError when GitHub refuses to list them */
export async function readChecks(repository: Repository, sha: string): Promise<Check[]> {
  return [...(await checkRuns(repository, sha)), ...(await statuses(repository, sha))]
}

/** https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference: the latest of each check suite */
async function checkRuns({ api, where }: Repository, ref: string): Promise<Check[]> {
  const own = new RegExp(`/actions/runs/${workflowRun().id}(/|$)`)
  const runs = await allPages(async page => {
    const { total_count, check_runs } = await request(`list the check runs of ${ref}`, options =>
      api.checks.listForRef({ ...where, ref, per_page: PER_PAGE, page, request: options }),
    )
    return { total: total_count, items: check_runs }
  })
  return runs.map(({ id, name, status, conclusion, started_at, details_url }) => ({
    ...{ kind: 'check run', id, name, startedAt: started_at ?? '' },
    conclusion: status === 'completed' ? (conclusion ?? undefined) : undefined,
    isOwn: own.test(details_url ?? ''),
  }))
}

/** https://docs.github.com/en/rest/commits/statuses#get-the-combined-status-for-a-specific-reference: the latest of each context */
async function statuses({ api, where }: Repository, ref: string): Promise<Check[]> {
  const found = await allPages(async page => {
    const { total_count, statuses } = await request(`list the statuses of ${ref}`, options =>
      api.repos.getCombinedStatusForRef({ ...where, ref, per_page: PER_PAGE, page, request: options }),
    )
    return { total: total_count, items: statuses }
  })
  return found.map(({ id, context, state, updated_at }) => ({
    ...{ kind: 'status', id, name: context, startedAt: updated_at, isOwn: false },
    conclusion: state === 'pending' ? undefined : state,
  }))
}

async function allPages<T>(read: (page: number) => Promise<{ total: number; items: T[] }>): Promise<T[]> {
  const all: T[] = []
  for (let page = 1; ; page++) {
    const { total, items } = await read(page)
    all.push(...items)
    if (items.length === 0 || all.length >= total) return all
  }
}
