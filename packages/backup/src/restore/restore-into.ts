import { log, UserError } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import { openSession } from '@tsh/postgres'
import { type Archive, readVerified } from '../archive/archive.ts'
import { progress } from '../archive/progress.ts'
import { type Recount, recount } from './drill/recount.ts'
import { type DataRolePlan, restoreWithDataRole } from './drill/restore-with-data-role.ts'
import { asSeparateSession, inDatabase, openScratch } from './drill/scratch.ts'
import type { Guarded } from './guard.ts'
import { startPgRestore } from './pg-restore.ts'
import { ANALYZE } from './scripts.ts'
import { applyProperties } from './swap/apply-properties.ts'
import { openDataRole } from './swap/data-role.ts'
import { withTimescale } from './swap/timescale.ts'

export interface RestorePlan {
  /** Name of the new database. */
  name: string
  /** Timeout of each step in seconds. */
  limit: number
  signal: AbortSignal
  /** Additional pg_restore options. */
  options?: string
}

/** A new database with the content of the backup. */
export interface Restored extends Recount {
  seconds: number
  /** Drops it unless it was renamed. */
  remove(): Promise<void>
}

/**
 * Restores a backup into a new database and compares it with the manifest. No other database is touched; on failure the
 * new one is dropped, by the server itself when the connection is lost.
 */
export async function restoreInto(server: Database, archive: Archive, plan: RestorePlan): Promise<Restored> {
  try {
    return await attempt(server, archive, { ...plan, single: true })
  } catch (cause) {
    if (!(cause instanceof UserError) || !cause.message.includes('max_locks_per_transaction')) throw cause
    log.info('The backup has more objects than one transaction can lock; restoring without a transaction')
    return await attempt(server, archive, { ...plan, single: false })
  }
}

type Attempt = RestorePlan & { single: boolean }

async function attempt(server: Database, archive: Archive, plan: Attempt): Promise<Restored> {
  const { manifest } = archive
  const { name, limit, signal } = plan
  const started = Date.now()
  signal.throwIfAborted()
  const scratch = await openScratch(server, { name, manifest, limit })
  try {
    const restored = inDatabase(server, name, manifest.server.encoding)
    const counted = await withTimescale(restored, manifest, async () => {
      await load(server, archive, plan)
      signal.throwIfAborted()
      await restored.run(ANALYZE, { values: { TSH_LIMIT: String(limit) } })
      signal.throwIfAborted()
      return countIn(restored, archive, limit)
    })
    await applyProperties(server, archive, name)
    signal.throwIfAborted()
    return { ...counted, seconds: (Date.now() - started) / 1000, remove: scratch.remove }
  } catch (cause) {
    throw await dropped(scratch, name, signal.aborted ? new UserError('cancelled', { cause }) : cause)
  }
}

async function dropped({ remove }: Guarded, name: string, cause: unknown): Promise<unknown> {
  const outcome = await remove().then(
    () => `database "${name}" was dropped`,
    (fault: Error) => `${fault.message}. To drop it: DROP DATABASE "${name}" WITH (FORCE)`,
  )
  if (!(cause instanceof UserError)) return cause
  return new UserError(`the restore failed: ${cause.message}; ${outcome}`, { cause })
}

/** Streams the archive into pg_restore. */
async function load(server: Database, archive: Archive, plan: Attempt): Promise<void> {
  const { name, limit, signal, single } = plan
  const { encoding } = archive.manifest.server
  const restored = inDatabase(server, name, encoding)
  const options = [single ? '--single-transaction' : '', plan.options ?? ''].join(' ')
  const report = progress('Restoring', archive.manifest.objects.dump.size)
  const role = archive.manifest.contents.ownersCode
    ? await openDataRole(server, { name, encoding, limit })
    : undefined
  if (!role) return loadAtOnce(restored, { archive, plan: { limit, options, signal }, report })
  try {
    await restoreWithDataRole(restored, role, { archive, plan: { limit, options, signal }, report })
  } finally {
    await role.remove()
  }
}

/** Restores everything with a single pg_restore, with the login of the server. */
async function loadAtOnce(
  database: Database,
  { archive, plan, report }: { archive: Archive; plan: DataRolePlan; report: (bytes: number) => void },
): Promise<void> {
  const target = await startPgRestore(database, plan)
  plan.signal.addEventListener('abort', target.abort)
  let length = 0
  try {
    for await (const chunk of readVerified(archive, archive.manifest.objects.dump)) {
      if (target.ended()) break
      await target.write(chunk)
      length += chunk.length
      report(length)
    }
    await target.conclude()
  } catch (cause) {
    target.abort()
    throw cause
  } finally {
    plan.signal.removeEventListener('abort', target.abort)
  }
}

async function countIn(database: Database, { manifest }: Archive, limit: number): Promise<Recount> {
  const session = await openSession(asSeparateSession(database), limit)
  try {
    return await recount(session, manifest)
  } finally {
    await session.close()
  }
}
