import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import { ForwardingForbidden, type Remote } from '@tsh/remote'

/** Milliseconds between two tries, and between two good answers. */
const PAUSE = 200
const PAUSE_WELL = 100

/**
 * Asks a health address on the server, through the SSH connection, until it has answered well several times in a row.
 * @throws UserError with the last answer when that has not happened in time
 * @throws ForwardingForbidden at once
 */
export async function waitUntilHealthy(
  remote: Remote,
  url: string,
  { successes = 3, timeout }: { successes?: number; timeout: number },
): Promise<void> {
  const deadline = Date.now() + timeout * 1000
  let inARow = 0
  let tries = 0
  let last = 'no answer'
  while (inARow < successes) {
    remote.cancelled?.throwIfAborted()
    if (tries > 0 && Date.now() > deadline) {
      throw new UserError(`${url} on ${remote.name} is not healthy (${last} after ${tries} tries)`)
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
