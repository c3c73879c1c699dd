/** What GitHub knows of a repository beyond its commits; tests change it while the fake runs. */
export interface GithubState {
  checkRuns: CheckRun[]
  statuses: CommitStatus[]
  artifacts: Artifact[]
  deployments: Deployment[]
  /** Scopes that the token may not read, such as `checks`. */
  refused: string[]
}

/** https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference */
export interface CheckRun {
  id: number
  name: string
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: string | null
  started_at: string
  /** The workflow run of the job. */
  runId: string
}

/** https://docs.github.com/en/rest/commits/statuses#get-the-combined-status-for-a-specific-reference */
export interface CommitStatus {
  id: number
  context: string
  state: 'error' | 'failure' | 'pending' | 'success'
  updated_at: string
}

/** https://docs.github.com/en/rest/actions/artifacts#list-artifacts-for-a-repository */
export interface Artifact {
  id: number
  name: string
  expired: boolean
  /** Of the repository itself, or of a fork whose pull request made the artifact. */
  isFromFork: boolean
  zip: Buffer
}

/** https://docs.github.com/en/rest/deployments/deployments#list-deployments */
export interface Deployment {
  id: number
  sha: string
  ref: string
  environment: string
  description: string
  created_at: string
  /** The oldest first. */
  history: DeploymentStatus[]
}

export const STATES = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const

/** https://docs.github.com/en/rest/deployments/statuses#list-deployment-statuses */
export interface DeploymentStatus {
  id: number
  state: (typeof STATES)[number]
  description: string
  environment_url: string
  log_url: string
  created_at: string
}

export const emptyState = (): GithubState => ({
  ...{ checkRuns: [], statuses: [], artifacts: [], deployments: [], refused: [] },
})
