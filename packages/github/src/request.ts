import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '@tsh/action'
import { failureReason, isMissing, isTransient, type RequestFailure } from './failure-reason.ts'

const ATTEMPTS = 3
const TIMEOUT_MS = 15_000
const RETRY_INTERVAL_MS = 1000

/** Sends a request with these octokit options. */
type Send<T> = (options: { signal: AbortSignal }) => Promise<{ data: T }>

/**
 * The data of a GitHub API request, with a timeout and retries on server errors.
 * @param what the request does, to complete "cannot …"
 * @param retryIntervalMs delay before the second attempt, doubled before each further one
 * @throws UserError with the reason and what to do
 */
export async function request<T>(
  what: string,
  send: Send<T>,
  retryIntervalMs = RETRY_INTERVAL_MS,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await send({ signal: AbortSignal.timeout(TIMEOUT_MS) })).data
    } catch (error) {
      const failure = error as RequestFailure
      // Any other error is a bug.
      if (failure.status === undefined) throw error
      if (attempt === ATTEMPTS || !isTransient(failure))
        throw new UserError(`cannot ${what}: ${failureReason(failure)}`, { cause: error })
      await sleep(retryIntervalMs * 2 ** (attempt - 1))
    }
  }
}

/**
 * The same for a resource that may be absent.
 * @param isAbsent which failures mean that it is absent
 */
export async function requestIfAny<T>(
  what: string,
  send: Send<T>,
  isAbsent: (failure: RequestFailure) => boolean = isMissing,
  retryIntervalMs = RETRY_INTERVAL_MS,
): Promise<T | undefined> {
  const sendIfAny: Send<T | undefined> = options =>
    send(options).catch(error => {
      if (isAbsent(error as RequestFailure)) return { data: undefined }
      throw error
    })
  return await request(what, sendIfAny, retryIntervalMs)
}
