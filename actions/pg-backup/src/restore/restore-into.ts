import { randomBytes } from 'node:crypto'
import { log, UserError } from '@tsh/action'
import type { CommandEnd } from '@tsh/remote'
import type { Database } from '../database.ts'
import { progress } from '../progress.ts'
import { words } from '../proof.ts'
import { openSession } from '../session.ts'
import { openSink } from '../sink.ts'
import { type Archive, readVerified } from './archive.ts'
import { bareNameAdvice } from './bare-name.ts'
import { applyProperties } from './database-properties.ts'
import type { Guarded } from './guard.ts'
import { type Recount, recount } from './recount.ts'
import { apart, inDatabase, openScratch } from './scratch.ts'
import { ANALYZE, DATABASE_ENTRIES, restoreScript } from './scripts.ts'

export interface RestorePlan {
  /** Of the new database. */
  name: string
  /** Seconds for each of its steps. */
  limit: number
  signal: AbortSignal
  /** More options of pg_restore. */
  options?: string
}

/** A new database that holds what the backup held. */
export interface Restored extends Recount {
  seconds: number
  /** Drops it, unless it has another name by then. */
  remove(): Promise<void>
}

/**
 * Restores a backup into a new database, and compares it with the manifest. No other database is touched; whatever
 * fails, the new one is dropped again, by the server itself when the connection is lost.
 */
export async function restoreInto(server: Database, archive: Archive, plan: RestorePlan): Promise<Restored> {
  try {
    return await attempt(server, archive, { ...plan, single: true })
  } catch (cause) {
    if (!(cause instanceof UserError) || !cause.message.includes('max_locks_per_transaction')) throw cause
    log.info('The backup has more objects than one transaction may lock; restoring without one')
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
    const head = await pour(restored, archive, plan)
    signal.throwIfAborted()
    await restored.run(ANALYZE, { values: { TSH_LIMIT: String(limit) } })
    signal.throwIfAborted()
    const counted = await countIn(restored, archive, limit)
    await applyProperties(server, head, name)
    signal.throwIfAborted()
    return { ...counted, seconds: (Date.now() - started) / 1000, remove: scratch.remove }
  } catch (cause) {
    throw await dropped(scratch, name, signal.aborted ? new UserError('cancelled', { cause }) : cause)
  }
}

async function dropped({ remove }: Guarded, name: string, cause: unknown): Promise<unknown> {
  const so = await remove().then(
    () => `database "${name}" was dropped again`,
    (fault: Error) => `and ${fault.message}. To drop it: DROP DATABASE "${name}" WITH (FORCE)`,
  )
  if (!(cause instanceof UserError)) return cause
  return new UserError(`the restore failed: ${cause.message}; ${so}`, { cause })
}

/** More of an archive's beginning than this is not kept for its contents list. */
const LONGEST_HEAD = 64 * 1024 * 1024

/** Sends the archive through pg_restore. @returns its beginning, with the whole contents list */
async function pour(database: Database, archive: Archive, plan: Attempt): Promise<Buffer> {
  const { signal, limit } = plan
  const nonce = randomBytes(8).toString('hex')
  const values = { TSH_LIMIT: String(limit), TSH_NONCE: nonce }
  const options = [plan.single ? '--single-transaction' : '', plan.options ?? ''].join(' ')
  const [target, list] = await Promise.all([
    openSink(database, restoreScript(options), values),
    openSink(database, DATABASE_ENTRIES),
  ])
  const giveUp = (): void => target.abort()
  signal.addEventListener('abort', giveUp)
  const head: Uint8Array[] = []
  let length = 0
  const tell = progress('Restoring', archive.manifest.objects.dump.size)
  try {
    for await (const chunk of readVerified(archive, archive.manifest.objects.dump)) {
      if (target.ended()) break
      if (!list.ended() && length < LONGEST_HEAD) {
        head.push(chunk)
        await list.write(chunk)
      }
      await target.write(chunk)
      length += chunk.length
      tell(length)
    }
    const fault = restoreFault(await target.end(), nonce)
    if (fault) throw new UserError(fault)
    await list.end()
    return Buffer.concat(head)
  } catch (cause) {
    target.abort()
    list.abort()
    throw cause
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** Why a restore is not whole, or nothing; see `dumpFault`. */
export function restoreFault({ code, signal, stderr }: CommandEnd, nonce: string): string | undefined {
  const said = complaint(stderr)
  const advice = bareNameAdvice(stderr)
  const so = (how: string): string =>
    [`pg_restore ${how}`, said, advice].filter(text => text !== undefined && text !== '').join(': ')
  if (code === undefined) return so(signal ? `ended by ${signal}` : 'cut off, the connection was lost')
  if (code === 124) return so('took longer than "timeout-minutes"')
  if (code !== 0) return so(`exit ${code}`)
  const [, told] = new RegExp(`^TSH-END ${nonce} rc=(\\d+)$`, 'm').exec(stderr) ?? []
  return told === '0' ? undefined : so(told === undefined ? 'did not tell its end' : `exit ${told}`)
}

/** pg_restore says what is wrong first, and then quotes the whole statement. */
function complaint(stderr: string): string {
  const lines = stderr.split('\n').filter(line => /\b(error|ERROR|FATAL|DETAIL|HINT):/.test(line))
  return words(lines.length > 0 ? lines.join('\n') : stderr)
}

async function countIn(database: Database, { manifest }: Archive, limit: number): Promise<Recount> {
  const session = await openSession(apart(database), limit)
  try {
    return await recount(session, manifest)
  } finally {
    await session.close()
  }
}
