import type { ApiResponse } from './github-responses.ts'
import { type Deployment, type DeploymentStatus, type GithubState, STATES } from './github-state.ts'

const MAX_DESCRIPTION_LENGTH = 140
/** The environment whose older deployments stay successful when a newer one succeeds. */
const PRODUCTION = 'production'

type NewDeployment = Pick<Deployment, 'sha' | 'ref' | 'environment'> & { description?: string }
type NewStatus = Pick<DeploymentStatus, 'state'> & Partial<DeploymentStatus>

/** Adds a deployment, as a job with an environment does. */
export function addDeployment({ deployments }: GithubState, added: NewDeployment): Deployment {
  const id = deployments.length + 1
  const deployment = { id, description: '', ...added, created_at: new Date().toISOString(), history: [] }
  deployments.push(deployment)
  return deployment
}

/**
 * Adds a status to a deployment. After a success, earlier ones of the environment are inactive, except in production
 * (`auto_inactive`, https://docs.github.com/en/rest/deployments/statuses#create-a-deployment-status).
 */
export function addStatus(
  { deployments }: GithubState,
  deployment: Deployment,
  added: NewStatus,
): DeploymentStatus {
  const status = statusOf(deployment, added)
  deployment.history.push(status)
  if (status.state !== 'success' || deployment.environment === PRODUCTION) return status
  for (const earlier of deployments.slice(0, deployments.indexOf(deployment)))
    if (earlier.environment === deployment.environment && earlier.history.at(-1)?.state === 'success')
      earlier.history.push(statusOf(earlier, { state: 'inactive' }))
  return status
}

const statusOf = ({ id, history }: Deployment, added: NewStatus): DeploymentStatus => ({
  id: id * 1000 + history.length,
  ...{ description: '', environment_url: '', log_url: '' },
  ...{ created_at: new Date().toISOString(), ...added },
})

/** What GitHub shows as live in an environment: the newest deployment that has succeeded. */
export const activeDeployment = ({ deployments }: GithubState, environment: string): Deployment | undefined =>
  deployments.findLast(one => one.environment === environment && one.history.at(-1)?.state === 'success')

/** A request about deployments. */
export interface DeploymentRequest {
  method: string
  /** The path below the repository. */
  rest: string
  parameters: URLSearchParams
  /** The parsed body of a POST. */
  body: Record<string, unknown>
  /** The full commit that a reference resolves to; undefined if there is none. */
  resolve(reference: string): Promise<string | undefined>
}

/** The response to a request about deployments; undefined for other endpoints. */
export async function deploymentResponse(
  state: GithubState,
  request: DeploymentRequest,
): Promise<ApiResponse | undefined> {
  const { method, rest, parameters, body } = request
  const [, id, isStatuses] = /^\/deployments(?:\/(\d+)(\/statuses)?)?$/.exec(rest) ?? []
  if (!rest.startsWith('/deployments') || (id !== undefined && isStatuses === undefined)) return undefined
  if (id === undefined)
    return method === 'POST' ? await create(state, request) : [200, listed(state, parameters)]
  const deployment = state.deployments.find(one => String(one.id) === id)
  if (!deployment) return [404, { message: 'Not Found', status: '404' }]
  if (method === 'POST') return createStatus(state, deployment, body)
  return [200, page([...deployment.history].reverse(), parameters)]
}

/** Newest first. */
function listed({ deployments }: GithubState, parameters: URLSearchParams): object[] {
  const names = ['environment', 'sha', 'ref'] as const
  const found = deployments.filter(one =>
    names.every(name => !parameters.has(name) || parameters.get(name) === one[name]),
  )
  return page(found.reverse(), parameters).map(described)
}

function page<T>(items: readonly T[], parameters: URLSearchParams): T[] {
  const size = Math.min(Number(parameters.get('per_page') ?? 30), 100)
  const at = (Number(parameters.get('page') ?? 1) - 1) * size
  return items.slice(at, at + size)
}

const described = ({ history, ...deployment }: Deployment): object => ({ ...deployment, task: 'deploy' })

/** Without `auto_merge: false`, GitHub merges the default branch into the commit instead of deploying an older one. */
async function create(state: GithubState, { body, resolve }: DeploymentRequest): Promise<ApiResponse> {
  const { ref, environment = PRODUCTION, description = '', auto_merge, required_contexts } = body
  const sha = typeof ref === 'string' ? await resolve(ref) : undefined
  if (typeof ref !== 'string' || sha === undefined) return [422, { message: `No ref found for: ${ref}` }]
  if (String(description).length > MAX_DESCRIPTION_LENGTH) return tooLong
  if (auto_merge !== false) return [202, { message: 'Auto-merged main into the ref on deployment.' }]
  const pending = state.statuses.filter(({ state }) => state !== 'success')
  if (!Array.isArray(required_contexts) && pending.length > 0)
    return [409, { message: `Conflict: Commit status checks failed for ${ref}.` }]
  const added = { sha, ref, environment: String(environment), description: String(description) }
  return [201, described(addDeployment(state, added))]
}

function createStatus(
  state: GithubState,
  deployment: Deployment,
  { state: wanted, ...given }: Record<string, unknown>,
): ApiResponse {
  const known = STATES.find(one => one === wanted)
  if (!known) return [422, { message: `Validation Failed: state ${wanted}` }]
  if (String(given.description ?? '').length > MAX_DESCRIPTION_LENGTH) return tooLong
  return [201, addStatus(state, deployment, { ...(given as Partial<DeploymentStatus>), state: known })]
}

const tooLong: ApiResponse = [
  422,
  { message: `Validation Failed: description is too long (maximum is ${MAX_DESCRIPTION_LENGTH} characters)` },
]
