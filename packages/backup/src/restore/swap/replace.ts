import { log, UserError } from '@tsh/action'
import { waitUntilHealthy } from '@tsh/deployment'
import type { Database } from '@tsh/postgres'
import { openSession, type Session, takeLock } from '@tsh/postgres'
import type { RestoreInputs } from '../../inputs/inputs.ts'
import type { Ports } from '../../scene.ts'
import type { RestoreOutlook } from '../plan.ts'
import { afterwards } from '../report.ts'
import { restoreInto } from '../restore-into.ts'
import { type Names, SwapFault, swap } from './swap.ts'

interface Work {
  inputs: RestoreInputs
  ports: Ports
  database: Database
  outlook: RestoreOutlook
  /** Seconds in which the application must be well after the swap. */
  healthTimeout: number
}

/** Names of at most 63 bytes, which is all that PostgreSQL keeps of one. */
export function namesFor(live: string, nonce: string): Names {
  const named = (suffix: string): string => live.slice(0, 63 - suffix.length) + suffix
  return { live, next: named(`__restore_${nonce}`), aside: named(`__before_${nonce}`) }
}

/** From the lock to the swap and the application's health. @returns seconds of downtime */
export async function replace(work: Work, names: Names): Promise<number> {
  const { inputs, ports, database, outlook } = work
  const { manifest } = outlook
  const { signal, bucket } = ports
  const limit = inputs.timeout
  const session = await openSession(database, 4 * limit)
  try {
    await takeLock(session, names.live)
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
    // The swap has ended it, as it ends every session of the live database.
    await session.close()
  }
}

/** psql notices only at its next statement that its connection, and with it the lock, is gone. */
async function stillLocked(session: Session, live: string): Promise<void> {
  await session.query('SELECT to_json(1)').catch((cause: Error) => {
    throw new UserError(`the lock on "${live}" was lost, so nothing was exchanged: ${cause.message}`, {
      cause,
    })
  })
}

/** From here on a cancellation waits: the swap is short, and what follows decides which database stays. */
async function exchange(work: Work, names: Names): Promise<number> {
  const { inputs, ports, database, outlook, healthTimeout } = work
  const { healthUrl } = inputs
  const downtime = await swap(database, names)
  log.info(`"${names.live}" is now the backup; it did not answer for ${downtime} s`)
  if (healthUrl === '') return downtime
  try {
    await waitUntilHealthy(ports.remote, healthUrl, { timeout: healthTimeout })
    return downtime
  } catch (cause) {
    const why = (cause as Error).message
    const { live, next, aside } = names
    const again = await swap(database, { live, next: aside, aside: next }).catch((fault: Error) => {
      const { back } = afterwards(database, outlook.facts, names)
      throw new SwapFault(`${why}; and going back failed: ${fault.message}. To go back: ${back}`, { cause })
    })
    throw new SwapFault(
      `${why}; so "${live}" is again the database that it was before (exchanged for ${downtime} s and ${again} s)`,
      { cause },
    )
  }
}
