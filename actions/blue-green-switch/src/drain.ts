import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@tsh/action'
import { openConnections } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/** Milliseconds between two looks. */
const PAUSE = 1000

/**
 * Counts the connections that are still open to the old slot, which keeps running, and waits for them to end where
 * that is wanted.
 *
 * @param limit seconds to wait at most
 * @returns how many there are when the waiting is over
 */
export async function drain(
  remote: Remote,
  ports: readonly number[],
  limit: number,
  cancelled: AbortSignal,
): Promise<number> {
  const deadline = Date.now() + limit * 1000
  let open = await openConnections(remote, ports)
  if (open > 0 && limit > 0)
    log.info(`Waiting up to ${limit} s for ${open} connections of the old slot to end`)
  while (open > 0 && Date.now() < deadline && !cancelled.aborted) {
    await sleep(Math.min(PAUSE, deadline - Date.now()))
    open = await openConnections(remote, ports)
  }
  return open
}
