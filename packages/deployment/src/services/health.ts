import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import { ForwardingForbidden, publicHeaders, type Remote } from '@tsh/remote'
import { describeAnswer, healthAdvice } from './health-answer.ts'

const POLL_INTERVAL_MS = 200
/** Poll interval after a success. */
const CONFIRM_INTERVAL_MS = 100
/** Interval of the checks whether the container is still running while it does not respond. */
const CHECK_INTERVAL_MS = 3000

/** A health check at an address on the server. */
export interface HealthCheck {
  url: string
  /** The public URL, whose host and protocol the application is requested with; undefined if unknown. */
  publicUrl: string | undefined
}

export const healthRequest = ({ url, publicUrl }: HealthCheck) => ({
  url,
  headers: publicHeaders(url, publicUrl),
  timeout: 5000,
})

/**
 * Polls a health URL on the server, through the SSH connection, until it succeeds several times in a row.
 * @param checkAlive throws when no response is possible any more; called periodically while there is none
 * @throws UserError with the last response on timeout
 * @throws ForwardingForbidden immediately
 */
export async function waitUntilHealthy(
  remote: Remote,
  check: HealthCheck,
  {
    successes = 3,
    timeout,
    checkAlive,
  }: { successes?: number; timeout: number; checkAlive?: () => Promise<void> },
): Promise<void> {
  const { url } = check
  const request = healthRequest(check)
  const deadline = Date.now() + timeout * 1000
  let checkAt = Date.now() + CHECK_INTERVAL_MS
  let consecutive = 0
  let tries = 0
  let last = { text: 'no answer', advice: '' }
  while (consecutive < successes) {
    remote.cancelled?.throwIfAborted()
    if (tries > 0 && Date.now() > deadline) {
      throw new UserError(
        `${url} on ${remote.name} is not healthy (${last.text} after ${tries} tries)${last.advice}`,
      )
    }
    if (checkAlive && Date.now() > checkAt) {
      if (!last.text.startsWith('HTTP ')) await checkAlive()
      checkAt = Date.now() + CHECK_INTERVAL_MS
    }
    if (tries > 0) await sleep(consecutive > 0 ? CONFIRM_INTERVAL_MS : POLL_INTERVAL_MS)
    tries++
    last = await remote.request(request).then(
      answer => ({ text: describeAnswer(answer), advice: healthAdvice(request, answer) }),
      (cause: Error) => {
        if (cause instanceof ForwardingForbidden) throw cause
        return { text: cause.message, advice: '' }
      },
    )
    consecutive = /^HTTP 2/.test(last.text) ? consecutive + 1 : 0
  }
  log.info(`${url} is healthy (${successes} consecutive successes)`)
}
