import { randomBytes } from 'node:crypto'
import { UserError } from '@tsh/action'
import type { Database, Snapshot } from '@tsh/postgres'
import { CONTENTS, DUMP, DUMP_AND_DECODE } from '@tsh/postgres'
import { formatBytes } from '@tsh/server-query'
import { entriesOf, missingEntries } from '../backup/contents.ts'
import { dumpFault, errorOutput } from '../backup/proof.ts'
import { encrypted } from './age.ts'
import type { GatedUpload } from './gated-upload.ts'
import { Meter } from './meter.ts'
import { progress } from './progress.ts'
import { openSink, type Sink } from './sink.ts'
import { withStallLimit } from './stall.ts'

export interface Dumped {
  /** Bytes in the bucket after the commit. */
  size: number
  sha256: string
  /** SHA-256 before encryption. */
  sha256Plain: string
  /** Output of `pg_restore -l`. */
  list: string
  entries: number
  warnings: string[]
}

export interface DumpPlan {
  snapshot: Snapshot
  /** Of the database; the archive uses the same, so that no text is converted. */
  encoding: string
  codec: string
  /** age public keys; empty disables client-side encryption. */
  recipients: readonly string[]
  /** Whether the archive is fully decoded and hashed on the server. */
  decode: boolean
  /** Size of the last backup, for the progress. */
  expected: number | undefined
  signal: AbortSignal
  /** Milliseconds without output after which the dump is aborted. */
  silence: number | undefined
}

/** The first line of every age file (C2SP, age.md). */
const AGE_HEADER = 'age-encryption.org/v1\n'

/**
 * Streams a dump into an upload, and its beginning into pg_restore, which lists the contents. Nothing is committed here:
 * the dump is complete and readable if this returns, and not if it throws.
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
  const abort = (): void => dump.abort()
  plan.signal.addEventListener('abort', abort)
  const plain = new Meter()
  const encrypting = plan.recipients.length > 0
  const stored = encrypting ? new Meter() : plain
  try {
    const report = progress('Dumping', plan.expected)
    const archive = plain.through(withStallLimit(dump.output, 'pg_dump', plan.silence), async chunk => {
      await lister.write(chunk)
      report(plain.size)
    })
    const bytes = encrypting ? stored.through(await encrypted(archive, plan.recipients)) : archive
    for await (const chunk of bytes) await upload.write(chunk)
    const end = await dump.finished
    plan.signal.throwIfAborted()
    const sha256Plain = plain.digest()
    const facts = { nonce, head: plain.head, size: plain.size, sha256: sha256Plain, decoded: plan.decode }
    const fault = dumpFault({ ...end, ...facts })
    if (fault) throw incomplete(fault)
    if (encrypting && !stored.head.toString('latin1').startsWith(AGE_HEADER))
      throw incomplete('it was not encrypted')
    const { list, entries } = await checkContents(lister, plan)
    const warning = errorOutput(end.stderr)
    return {
      ...{
        size: stored.size,
        sha256: encrypting ? stored.digest() : sha256Plain,
        sha256Plain,
        list,
        entries,
      },
      warnings: warning === '' ? [] : [warning],
    }
  } catch (cause) {
    dump.abort()
    lister.abort()
    if (plan.signal.aborted) throw incomplete(`cancelled after ${formatBytes(plain.size)}`)
    throw cause
  } finally {
    plan.signal.removeEventListener('abort', abort)
  }
}

async function checkContents(
  lister: Sink,
  { snapshot, encoding }: DumpPlan,
): Promise<{ list: string; entries: number }> {
  const { code, stdout: list, stderr } = await lister.end()
  if (code !== 0) throw incomplete(`the archive cannot be listed: ${errorOutput(stderr) || `exit ${code}`}`)
  const entries = entriesOf(list)
  const missing = missingEntries(snapshot, entries, encoding)
  if (missing.length === 0) return { list, entries: entries.length }
  throw incomplete(
    `the archive lacks ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}`,
  )
}

export function incomplete(why: string): UserError {
  return new UserError(`backup incomplete (${why}); nothing was kept, and the deployment must not continue`)
}
