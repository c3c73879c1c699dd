import { UserError } from '@tsh/action'
import type { SettingsRequest } from './request.ts'

/** What octokit throws for a response other than 2xx; without a response the status is 500. */
interface RequestFailure {
  status?: number
  message?: string
  response?: { headers?: Record<string, string | number | undefined> }
}

/** There is no such file, though there is such a commit. */
export function isUnknownFile(error: unknown): boolean {
  const { status, message } = error as RequestFailure
  return status === 404 && !isUnknownCommit(message)
}

const isUnknownCommit = (message = ''): boolean => /no commit found/i.test(message)

/** A failure that may be over in a moment. */
export function isTransient(error: unknown): boolean {
  const { status } = error as RequestFailure
  return status !== undefined && status >= 500
}

/** A failed request in one line, with what to do; anything else is a bug and stays what it is. */
export function apiError({ path, repository, sha }: SettingsRequest, error: unknown): unknown {
  if ((error as RequestFailure).status === undefined) return error
  return new UserError(`cannot read ${path} of ${repository}: ${reason(error as RequestFailure, sha)}`, {
    cause: error,
  })
}

function reason({ status, message, response }: RequestFailure, sha: string): string {
  if (response === undefined)
    return 'GitHub cannot be reached. Check the network of the runner, then run the job again'
  if (isLimited(status, message, response.headers)) return limited(response.headers)
  if (status === 401) return 'GitHub refused the token (HTTP 401). Leave input "github-token" at its default'
  if (status === 403)
    return 'the job has no permission to read the repository (HTTP 403). Add "contents: read" to the permissions of the job'
  if (status === 404)
    return `GitHub does not know commit ${sha}. Run the workflow again on a branch that exists`
  return `GitHub returned HTTP ${status}. Run the job again later`
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isLimited(
  status = 0,
  message = '',
  headers: Record<string, string | number | undefined> = {},
): boolean {
  if (status !== 403 && status !== 429) return false
  return status === 429 || /rate limit/i.test(message) || String(headers['x-ratelimit-remaining']) === '0'
}

function limited(headers: Record<string, string | number | undefined> = {}): string {
  const reset = Number(headers['x-ratelimit-reset'])
  const until =
    reset > 0 ? ` until ${new Date(reset * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''
  return `the rate limit of GitHub's API is exhausted${until}. Run the job again later`
}
