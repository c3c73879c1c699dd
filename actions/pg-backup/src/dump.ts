import { createHash, randomBytes } from 'node:crypto'
import { UserError } from '@tsh/action'
import { encrypted } from './age.ts'
import { entriesOf, missingEntries } from './contents.ts'
import type { Database } from './database.ts'
import type { GatedUpload } from './gated-upload.ts'
import { progress } from './progress.ts'
import { dumpFault, words } from './proof.ts'
import { CONTENTS, DECODE, DUMP } from './scripts.ts'
import { openSink, type Sink } from './sink.ts'
import { megabytes } from './size.ts'
import type { Snapshot } from './snapshot.ts'
import { withStallLimit } from './stall.ts'

export interface Dumped {
  /** Bytes in the bucket, once it is committed. */
  size: number
  sha256: string
  /** SHA-256 before encryption. */
  sha256Plain: string
  /** Text of `pg_restore -l`. */
  list: string
  entries: number
  warnings: string[]
}

export interface DumpPlan {
  snapshot: Snapshot
  codec: string
  /** Seconds. */
  limit: number
  /** Public keys of age; empty encrypts nothing here. */
  recipients: readonly string[]
  /** Whether the archive is decoded to its last byte while it travels. */
  decode: boolean
  /** Bytes of the last backup, for the progress. */
  expected: number | undefined
  signal: AbortSignal
}

/**
 * Streams a dump into an upload, and the same bytes through pg_restore, which lists and decodes them. Nothing is
 * committed here: when this returns, the dump is whole and can be read, and when it throws, it is not.
 */
export async function dumpInto(database: Database, upload: GatedUpload, plan: DumpPlan): Promise<Dumped> {
  const nonce = randomBytes(8).toString('hex')
  const limit = String(plan.limit)
  const readers = await openReaders(database, plan, limit)
  const dump = await database.stream(DUMP, {
    TSH_LIMIT: limit,
    TSH_NONCE: nonce,
    TSH_CODEC: plan.codec,
    TSH_SNAPSHOT: plan.snapshot.id,
  })
  const giveUp = (): void => dump.abort()
  plan.signal.addEventListener('abort', giveUp)
  const plain = new Meter()
  const stored = new Meter()
  try {
    const tell = progress('Dumping', plan.expected)
    const archive = plain.through(withStallLimit(dump.output, 'pg_dump'), async chunk => {
      await Promise.all(readers.map(reader => reader.write(chunk)))
      tell(plain.size)
    })
    const bytes = plan.recipients.length > 0 ? await encrypted(archive, plan.recipients) : archive
    for await (const chunk of stored.through(bytes)) await upload.write(chunk)
    const end = await dump.finished
    plan.signal.throwIfAborted()
    const fault = dumpFault({ ...end, nonce, head: plain.head, size: plain.size })
    if (fault) throw incomplete(fault)
    const { list, entries } = await judge(readers, plan.snapshot)
    const said = words(end.stderr)
    return {
      ...{ size: stored.size, sha256: stored.digest(), sha256Plain: plain.digest(), list, entries },
      warnings: said === '' ? [] : [said],
    }
  } catch (cause) {
    dump.abort()
    for (const reader of readers) reader.abort()
    if (plan.signal.aborted) throw incomplete(`cancelled after ${megabytes(plain.size)}`)
    throw cause
  } finally {
    plan.signal.removeEventListener('abort', giveUp)
  }
}

/** The one that lists, and the one that decodes when it is wanted. */
async function openReaders(database: Database, { decode }: DumpPlan, limit: string): Promise<Sink[]> {
  const scripts = decode ? [CONTENTS, DECODE] : [CONTENTS]
  return Promise.all(scripts.map(script => openSink(database, script, { TSH_LIMIT: limit })))
}

async function judge(
  readers: readonly Sink[],
  snapshot: Snapshot,
): Promise<{ list: string; entries: number }> {
  const [listed, decoded] = await Promise.all(readers.map(reader => reader.end()))
  const list = listed?.stdout ?? ''
  const entries = entriesOf(list)
  for (const end of [listed, decoded])
    if (end && end.code !== 0)
      throw incomplete(`the archive cannot be read again: ${words(end.stderr) || `exit ${end.code}`}`)
  const missing = missingEntries(snapshot, entries)
  if (missing.length === 0) return { list, entries: entries.length }
  throw incomplete(
    `the archive lacks ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}`,
  )
}

export function incomplete(why: string): UserError {
  return new UserError(`backup incomplete (${why}); nothing was kept, and the deployment must not go on`)
}

/** Counts and hashes what goes through. */
class Meter {
  size = 0
  head: Buffer = Buffer.alloc(0)
  private readonly hash = createHash('sha256')

  async *through(
    chunks: AsyncIterable<Uint8Array>,
    also?: (chunk: Uint8Array) => Promise<void>,
  ): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      if (this.head.length < 64) this.head = Buffer.concat([this.head, chunk.subarray(0, 64)])
      this.hash.update(chunk)
      this.size += chunk.length
      await also?.(chunk)
      yield chunk
    }
  }

  digest(): string {
    return this.hash.digest('hex')
  }
}
