import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@tsh/action'
import { openConnections } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/** Interval between two counts. */
const POLL_INTERVAL_MS = 1000

/**
 * Counts the connections that are still open to the old slot, which keeps running, and optionally waits for them to
 * close.
 *
 * @param limit maximum seconds to wait
 * @returns number of connections that are still open
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
    log.info(`Waiting up to ${limit} s for ${open} connections to the old slot to close`)
  while (open > 0 && Date.now() < deadline && !cancelled.aborted) {
    await sleep(Math.min(POLL_INTERVAL_MS, deadline - Date.now()))
    open = await openConnections(remote, ports)
  }
  return open
}
