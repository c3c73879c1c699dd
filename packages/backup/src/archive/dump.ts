import { randomBytes } from 'node:crypto'
import { UserError } from '@tsh/action'
import type { Database, Snapshot } from '@tsh/postgres'
import { CONTENTS, DUMP, DUMP_AND_DECODE } from '@tsh/postgres'
import { formatBytes } from '@tsh/server'
import { entriesOf, missingEntries } from '../backup/contents.ts'
import { dumpFault, words } from '../backup/proof.ts'
import { encrypted } from './age.ts'
import type { GatedUpload } from './gated-upload.ts'
import { Meter } from './meter.ts'
import { progress } from './progress.ts'
import { openSink, type Sink } from './sink.ts'
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
  /** Of the database; the archive has the same, so that no byte of a text depends on a conversion. */
  encoding: string
  codec: string
  /** Public keys of age; empty encrypts nothing here. */
  recipients: readonly string[]
  /** Whether the archive is decoded to its last byte and hashed where it is made. */
  decode: boolean
  /** Bytes of the last backup, for the progress. */
  expected: number | undefined
  signal: AbortSignal
  /** Milliseconds without a byte after which the dump is given up. */
  silence: number | undefined
}

/** Every file of age starts like this (C2SP, age.md). */
const AGE = 'age-encryption.org/v1\n'

/**
 * Streams a dump into an upload, and its beginning through pg_restore, which lists it. Nothing is committed here: when
 * this returns, the dump is whole and can be read, and when it throws, it is not.
 */
export async function dumpInto(database: Database, upload: GatedUpload, plan: DumpPlan): Promise<Dumped> {
  const nonce = randomBytes(8).toString('hex')
  const [lister, dump] = await Promise.all([
    openSink(database, CONTENTS),
    database.stream(plan.decode ? DUMP_AND_DECODE : DUMP, {
      ...{ TSH_NONCE: nonce, TSH_CODEC: plan.codec, TSH_SNAPSHOT: plan.snapshot.id },
      TSH_CLIENT_ENCODING: plan.encoding,
    }),
  ])
  const giveUp = (): void => dump.abort()
  plan.signal.addEventListener('abort', giveUp)
  const plain = new Meter()
  const sealing = plan.recipients.length > 0
  const stored = sealing ? new Meter() : plain
  try {
    const tell = progress('Dumping', plan.expected)
    const archive = plain.through(withStallLimit(dump.output, 'pg_dump', plan.silence), async chunk => {
      await lister.write(chunk)
      tell(plain.size)
    })
    const bytes = sealing ? stored.through(await encrypted(archive, plan.recipients)) : archive
    for await (const chunk of bytes) await upload.write(chunk)
    const end = await dump.finished
    plan.signal.throwIfAborted()
    const sha256Plain = plain.digest()
    const facts = { nonce, head: plain.head, size: plain.size, sha256: sha256Plain, decoded: plan.decode }
    const fault = dumpFault({ ...end, ...facts })
    if (fault) throw incomplete(fault)
    if (sealing && !stored.head.toString('latin1').startsWith(AGE)) throw incomplete('it was not encrypted')
    const { list, entries } = await judge(lister, plan)
    const said = words(end.stderr)
    return {
      ...{ size: stored.size, sha256: sealing ? stored.digest() : sha256Plain, sha256Plain, list, entries },
      warnings: said === '' ? [] : [said],
    }
  } catch (cause) {
    dump.abort()
    lister.abort()
    if (plan.signal.aborted) throw incomplete(`cancelled after ${formatBytes(plain.size)}`)
    throw cause
  } finally {
    plan.signal.removeEventListener('abort', giveUp)
  }
}

async function judge(
  lister: Sink,
  { snapshot, encoding }: DumpPlan,
): Promise<{ list: string; entries: number }> {
  const { code, stdout: list, stderr } = await lister.end()
  if (code !== 0) throw incomplete(`the archive cannot be listed: ${words(stderr) || `exit ${code}`}`)
  const entries = entriesOf(list)
  const missing = missingEntries(snapshot, entries, encoding)
  if (missing.length === 0) return { list, entries: entries.length }
  throw incomplete(
    `the archive lacks ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}`,
  )
}

export function incomplete(why: string): UserError {
  return new UserError(`backup incomplete (${why}); nothing was kept, and the deployment must not go on`)
}
