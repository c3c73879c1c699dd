import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '@tsh/action'
import { failureReason, isMissing, isTransient, type RequestFailure } from './failure-reason.ts'

const ATTEMPTS = 3
const TIMEOUT_MS = 15_000
const PAUSE_MS = 1000

/** Sends a request with these options, which are octokit's. */
type Send<T> = (options: { signal: AbortSignal }) => Promise<{ data: T }>

/**
 * The data of a request to GitHub, which times out and is repeated while GitHub itself fails.
 * @param what the request does, as the end of "cannot …"
 * @param pauseMs before the second attempt, doubled before each further one
 * @throws UserError with the reason and what to do
 */
export async function request<T>(what: string, send: Send<T>, pauseMs = PAUSE_MS): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await send({ signal: AbortSignal.timeout(TIMEOUT_MS) })).data
    } catch (error) {
      const failure = error as RequestFailure
      // Anything else is a bug.
      if (failure.status === undefined) throw error
      if (attempt === ATTEMPTS || !isTransient(failure))
        throw new UserError(`cannot ${what}: ${failureReason(failure)}`, { cause: error })
      await sleep(pauseMs * 2 ** (attempt - 1))
    }
  }
}

/**
 * The same for what need not exist.
 * @param isNothing which failures mean that it does not
 */
export async function requestIfAny<T>(
  what: string,
  send: Send<T>,
  isNothing: (failure: RequestFailure) => boolean = isMissing,
  pauseMs = PAUSE_MS,
): Promise<T | undefined> {
  const sendIfAny: Send<T | undefined> = options =>
    send(options).catch(error => {
      if (isNothing(error as RequestFailure)) return { data: undefined }
      throw error
    })
  return await request(what, sendIfAny, pauseMs)
}
