import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import { ForwardingForbidden, type Remote } from '@tsh/remote'

/** Milliseconds between two tries, and between two good answers. */
const PAUSE = 200
const PAUSE_WELL = 100
/** Milliseconds without an answer after which it is checked whether one can come, again and again. */
const CHECK_INTERVAL_MS = 3000

/**
 * Asks a health address on the server, through the SSH connection, until it has answered well several times in a row.
 * @param checkAlive throws when no answer can come any more; called now and then while there is none
 * @throws UserError with the last answer when that has not happened in time
 * @throws ForwardingForbidden at once
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
  let inARow = 0
  let tries = 0
  let last = 'no answer'
  while (inARow < successes) {
    remote.cancelled?.throwIfAborted()
    if (tries > 0 && Date.now() > deadline) {
      throw new UserError(`${url} on ${remote.name} is not healthy (${last} after ${tries} tries)`)
    }
    if (checkAlive && Date.now() > checkAt) {
      if (!last.startsWith('HTTP ')) await checkAlive()
      checkAt = Date.now() + CHECK_INTERVAL_MS
    }
    if (tries > 0) await sleep(inARow > 0 ? PAUSE_WELL : PAUSE)
    tries++
    last = await remote.request({ url, timeout: 5000 }).then(
      answer => `HTTP ${answer.status}`,
      (cause: Error) => {
        if (cause instanceof ForwardingForbidden) throw cause
        return cause.message
      },
    )
    inARow = /^HTTP 2/.test(last) ? inARow + 1 : 0
  }
  log.info(`${url} answered well ${successes} times in a row`)
}
