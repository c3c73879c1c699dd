/** The workflow run of this process, from the environment variables of the runner. */
export interface WorkflowRun {
  /** URL of GitHub, without a final slash. */
  server: string
  /** `owner/name`. */
  repository: string
  /** URL of the run. */
  url: string
  id: string
  attempt: string
  /** Login of the user who started it. */
  actor: string
  sha: string
  /** Branch or tag, without `refs/heads/`. */
  branch: string
}

/** Source: docs.github.com, "Default environment variables". */
export function workflowRun(environment: NodeJS.ProcessEnv = process.env): WorkflowRun {
  const read = (name: string, otherwise: string): string => environment[name] || otherwise
  const repository = read('GITHUB_REPOSITORY', 'unknown/unknown')
  const id = read('GITHUB_RUN_ID', '0')
  const server = read('GITHUB_SERVER_URL', 'https://github.com')
  return {
    server,
    repository,
    id,
    url: `${server}/${repository}/actions/runs/${id}`,
    attempt: read('GITHUB_RUN_ATTEMPT', '1'),
    actor: read('GITHUB_ACTOR', 'unknown'),
    sha: read('GITHUB_SHA', ''),
    branch: read('GITHUB_REF_NAME', ''),
  }
}
