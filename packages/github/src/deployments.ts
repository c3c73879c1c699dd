import { setTimeout as sleep } from 'node:timers/promises'
import type { Repository } from './repository.ts'
import { request } from './request.ts'

/** The version that is live in an environment. */
export interface LiveVersion {
  /** The environment on GitHub. */
  environment: string
  version: string
  /** Full SHA of its commit. */
  sha: string
  /** The public URL; undefined if it is not known. */
  url: string | undefined
  /** URL of the workflow run. */
  run: string
}

/** A deployment that GitHub lists. */
interface Listed {
  id: number
  sha: string
  state: string
}

/** Deployments after the one that is live have failed, or are those of runs that are in progress. */
const SEARCHED = 10
/** States before GitHub has processed the end of a job. */
const UNFINISHED = ['queued', 'pending', 'waiting', 'in_progress']
const ATTEMPTS = 4
const RETRY_INTERVAL_MS = 2000

/**
 * Makes GitHub list the live version as the active deployment of its environment. GitHub itself lists the commit of a run,
 * which is another one after a rollback, or when an existing version was deployed.
 * @returns the id of the deployment, and whether it was added
 * @throws UserError when GitHub refuses (`deployments: write` is required)
 */
export async function trackLiveVersion(
  repository: Repository,
  live: LiveVersion,
  retryIntervalMs = RETRY_INTERVAL_MS,
): Promise<{ id: number; isAdded: boolean }> {
  for (let attempt = 1; ; attempt++) {
    const listed = await listDeployments(repository, live.environment)
    const active = listed.find(({ state }) => state === 'success')
    if (active?.sha === live.sha) return { id: active.id, isAdded: false }
    const [newest] = listed
    const isProcessed = newest?.sha !== live.sha || !UNFINISHED.includes(newest.state)
    if (isProcessed || attempt === ATTEMPTS)
      return { id: await addDeployment(repository, live), isAdded: true }
    await sleep(retryIntervalMs)
  }
}

/** The newest deployments of an environment up to the active one, the newest first. */
async function listDeployments({ api, where }: Repository, environment: string): Promise<Listed[]> {
  const deployments = await request('list the deployments', options =>
    api.repos.listDeployments({ ...where, environment, per_page: SEARCHED, request: options }),
  )
  const listed: Listed[] = []
  for (const { id, sha } of deployments) {
    const [status] = await request('read the state of a deployment', options =>
      api.repos.listDeploymentStatuses({ ...where, deployment_id: id, per_page: 1, request: options }),
    )
    listed.push({ id, sha, state: status?.state ?? 'pending' })
    if (status?.state === 'success') break
  }
  return listed
}

async function addDeployment(
  { api, where }: Repository,
  { environment, version, sha, url, run }: LiveVersion,
): Promise<number> {
  const description = `${version} is live`
  // The other response is a merge, which is not requested.
  const created = await request<object>('add a deployment', options =>
    api.repos.createDeployment({
      ...where,
      ...{ ref: sha, environment, description },
      // GitHub would merge the default branch into an older commit, and require the checks of the commit.
      ...{ auto_merge: false, required_contexts: [] },
      request: options,
    }),
  )
  const { id } = created as { id: number }
  await request('add the state of a deployment', options =>
    api.repos.createDeploymentStatus({
      ...where,
      ...{ deployment_id: id, state: 'success' as const, description, log_url: run },
      ...(url === undefined ? {} : { environment_url: url }),
      request: options,
    }),
  )
  return id
}
