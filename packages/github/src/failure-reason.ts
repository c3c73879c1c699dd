type Headers = Record<string, string | number | undefined>

/** The error that octokit throws for a non-2xx response; without a response the status is 500. */
export interface RequestFailure {
  status?: number
  message?: string
  response?: { headers?: Headers }
}

/** Whether a retry may succeed. */
export const isTransient = ({ status = 0 }: RequestFailure): boolean => status >= 500

/** Whether the requested resource does not exist. */
export const isMissing = ({ status }: RequestFailure): boolean => status === 404

/** Whether the requested commit does not exist. */
export const isUnknownCommit = (failure: RequestFailure): boolean =>
  isMissing(failure) && /no commit found/i.test(failure.message ?? '')

/** Why a request failed and what to do, in one line. */
export function failureReason(failure: RequestFailure): string {
  const { status, message, response } = failure
  if (response === undefined)
    return 'GitHub cannot be reached. Check the network of the runner, then run the job again'
  if (isLimited(status, message, response.headers)) return limited(response.headers)
  if (status === 401) return 'GitHub refused the token (HTTP 401). Leave input "github-token" at its default'
  if (status === 403) return missingPermission(response.headers)
  if (isUnknownCommit(failure))
    return 'the commit does not exist on GitHub. Run the workflow again on an existing branch'
  return `GitHub returned HTTP ${status}. Run the job again later`
}

/** GitHub names what an endpoint needs, such as `checks=read`; several alternatives are separated by semicolons. */
function missingPermission(headers: Headers = {}): string {
  const [, scope = 'contents', level = 'read'] =
    /^(\w+)=(\w+)/.exec(String(headers['x-accepted-github-permissions'] ?? '')) ?? []
  const what = scope === 'contents' ? 'the repository' : `its ${scope}`
  return `the job has no permission to ${level} ${what} (HTTP 403). Add "${scope}: ${level}" to the permissions of the job`
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isLimited(status = 0, message = '', headers: Headers = {}): boolean {
  if (status !== 403 && status !== 429) return false
  return status === 429 || /rate limit/i.test(message) || String(headers['x-ratelimit-remaining']) === '0'
}

function limited(headers: Headers = {}): string {
  const reset = Number(headers['x-ratelimit-reset'])
  const until =
    reset > 0 ? ` until ${new Date(reset * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''
  return `the rate limit of GitHub's API is exhausted${until}. Run the job again later`
}
