import { randomBytes } from 'node:crypto'
import { UserError } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import type { CommandEnd } from '@tsh/remote'
import { openSink, type Sink } from '../archive/sink.ts'
import { errorOutput } from '../backup/proof.ts'
import { unqualifiedNameAdvice } from './drill/unqualified-name.ts'
import { restoreScript } from './scripts.ts'

/** A running pg_restore that reads an archive. */
export interface PgRestore extends Pick<Sink, 'write' | 'ended' | 'abort'> {
  /** Closes the stream. @throws UserError unless everything was restored */
  conclude(): Promise<void>
}

export interface PgRestoreOptions {
  /** Timeout in seconds. */
  limit: number
  /** Additional pg_restore options. */
  options: string
  /** Numbers of the entries to restore; empty for all. */
  entries?: readonly number[]
}

export async function startPgRestore(
  database: Database,
  { limit, options, entries = [] }: PgRestoreOptions,
): Promise<PgRestore> {
  const nonce = randomBytes(8).toString('hex')
  const values = { TSH_LIMIT: String(limit), TSH_NONCE: nonce }
  const sink = await openSink(database, restoreScript(options), values)
  await sink.write(Buffer.from(`${entries.join(' ')}\n`))
  return {
    write: sink.write,
    ended: sink.ended,
    abort: sink.abort,
    async conclude() {
      const fault = restoreFault(await sink.end(), nonce)
      if (fault) throw new UserError(fault)
    },
  }
}

/** Why a restore is incomplete, or undefined; see `dumpFault`. */
export function restoreFault({ code, signal, stderr }: CommandEnd, nonce: string): string | undefined {
  const message = mainError(stderr)
  const advice = unqualifiedNameAdvice(stderr)
  const so = (how: string): string =>
    [`pg_restore ${how}`, message, advice].filter(text => text !== undefined && text !== '').join(': ')
  if (code === undefined)
    return so(signal ? `terminated by ${signal}` : 'interrupted, the connection was lost')
  if (code === 124) return so('exceeded "timeout-minutes"')
  if (code !== 0) return so(`exit ${code}`)
  const [, reported] = new RegExp(`^TSH-END ${nonce} rc=(\\d+)$`, 'm').exec(stderr) ?? []
  if (reported === '0') return undefined
  return so(reported === undefined ? 'did not report its exit code' : `exit ${reported}`)
}

/** pg_restore prints the error first, followed by the whole statement. */
function mainError(stderr: string): string {
  const lines = stderr.split('\n').filter(line => /\b(error|ERROR|FATAL|DETAIL|HINT):/.test(line))
  return errorOutput(lines.length > 0 ? lines.join('\n') : stderr)
}
