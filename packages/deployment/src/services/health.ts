import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import { ForwardingForbidden, type Remote } from '@tsh/remote'

const POLL_INTERVAL_MS = 200
/** Poll interval after a success. */
const CONFIRM_INTERVAL_MS = 100
/** Interval of the checks whether the container is still running while it does not respond. */
const CHECK_INTERVAL_MS = 3000

/**
 * Polls a health URL on the server, through the SSH connection, until it succeeds several times in a row.
 * @param checkAlive throws when no response is possible any more; called periodically while there is none
 * @throws UserError with the last response on timeout
 * @throws ForwardingForbidden immediately
 */
export async function waitUntilHealthy(
  remote: Remote,
  url: string,
  {
    successes = 3,
    timeout,
    checkAlive,
  }: { successes?: number; timeout: number; checkAlive?: () => Promise<void> },
): Promise<void> {
  const deadline = Date.now() + timeout * 1000
  let checkAt = Date.now() + CHECK_INTERVAL_MS
  let consecutive = 0
  let tries = 0
  let last = 'no answer'
  while (consecutive < successes) {
    remote.cancelled?.throwIfAborted()
    if (tries > 0 && Date.now() > deadline) {
      throw new UserError(`${url} on ${remote.name} is not healthy (${last} after ${tries} tries)`)
    }
    if (checkAlive && Date.now() > checkAt) {
      if (!last.startsWith('HTTP ')) await checkAlive()
      checkAt = Date.now() + CHECK_INTERVAL_MS
    }
    if (tries > 0) await sleep(consecutive > 0 ? CONFIRM_INTERVAL_MS : POLL_INTERVAL_MS)
    tries++
    last = await remote.request({ url, timeout: 5000 }).then(
      answer => `HTTP ${answer.status}`,
      (cause: Error) => {
        if (cause instanceof ForwardingForbidden) throw cause
        return cause.message
      },
    )
    consecutive = /^HTTP 2/.test(last) ? consecutive + 1 : 0
  }
  log.info(`${url} is healthy (${successes} consecutive successes)`)
}
