import { log, UserError } from '@tsh/action'
import { waitUntilHealthy } from '@tsh/deployment'
import type { Database } from '@tsh/postgres'
import { acquireLock, openSession, type Session } from '@tsh/postgres'
import type { Ports } from '../../context.ts'
import type { RestoreInputs } from '../../inputs/inputs.ts'
import type { RestoreOutlook } from '../plan.ts'
import { followUpCommands } from '../report.ts'
import { restoreInto } from '../restore-into.ts'
import { type Names, SwapFault, swap } from './swap.ts'

interface Work {
  inputs: RestoreInputs
  ports: Ports
  database: Database
  outlook: RestoreOutlook
  /** Seconds for the application to become healthy after the swap. */
  healthTimeout: number
}

/** Names of at most 63 bytes, the limit of PostgreSQL. */
export function namesFor(live: string, nonce: string): Names {
  const named = (suffix: string): string => live.slice(0, 63 - suffix.length) + suffix
  return { live, next: named(`__restore_${nonce}`), aside: named(`__before_${nonce}`) }
}

/** From the lock to the swap and the health check. @returns downtime in seconds */
export async function replace(work: Work, names: Names): Promise<number> {
  const { inputs, ports, database, outlook } = work
  const { manifest } = outlook
  const { signal, bucket } = ports
  const limit = inputs.timeout
  const session = await openSession(database, 4 * limit)
  try {
    await acquireLock(session, names.live)
    const archive = { bucket, manifest, identity: inputs.encryption.identity }
    const restored = await restoreInto(database, archive, { name: names.next, limit, signal })
    log.info(`Restored ${restored.rows} rows into "${names.next}" in ${restored.seconds.toFixed(1)} s`)
    try {
      signal.throwIfAborted()
      await stillLocked(session, names.live)
      return await exchange(work, names)
    } finally {
      await restored.remove().catch((fault: Error) => log.warning(fault.message, 'pg-restore'))
    }
  } catch (cause) {
    if (!signal.aborted || cause instanceof SwapFault) throw cause
    throw new UserError(`restore cancelled; "${names.live}" was not touched`, { cause })
  } finally {
    // The swap has already terminated it, like every session of the live database.
    await session.close()
  }
}

/** psql detects only at its next statement that its connection, and with it the lock, was lost. */
async function stillLocked(session: Session, live: string): Promise<void> {
  await session.query('SELECT to_json(1)').catch((cause: Error) => {
    throw new UserError(`the lock on "${live}" was lost, so nothing was swapped: ${cause.message}`, {
      cause,
    })
  })
}

/** From here on a cancellation is deferred: the swap is short, and the health check decides which database stays. */
async function exchange(work: Work, names: Names): Promise<number> {
  const { inputs, ports, database, outlook, healthTimeout } = work
  const { healthUrl, publicUrl } = inputs
  const downtime = await swap(database, names)
  log.info(`"${names.live}" has been replaced with the restored backup (downtime: ${downtime} s)`)
  if (healthUrl === '') return downtime
  try {
    await waitUntilHealthy(ports.remote, { url: healthUrl, publicUrl }, { timeout: healthTimeout })
    return downtime
  } catch (cause) {
    const why = (cause as Error).message
    const { live, next, aside } = names
    const again = await swap(database, { live, next: aside, aside: next }).catch((fault: Error) => {
      const { back } = followUpCommands(database, outlook.facts, names)
      throw new SwapFault(`${why}; reverting failed: ${fault.message}. To roll back: ${back}`, { cause })
    })
    throw new SwapFault(
      `${why}; "${live}" was reverted to the previous database (downtime ${downtime} s and ${again} s)`,
      { cause },
    )
  }
}
