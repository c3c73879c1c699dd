import { randomBytes } from 'node:crypto'
import { UserError } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import type { CommandEnd } from '@tsh/remote'
import { openSink, type Sink } from '../archive/sink.ts'
import { words } from '../backup/proof.ts'
import { bareNameAdvice } from './drill/bare-name.ts'
import { restoreScript } from './scripts.ts'

/** A pg_restore that reads an archive. */
export interface Restoring extends Pick<Sink, 'write' | 'ended' | 'abort'> {
  /** No more bytes. @throws UserError unless all of it was restored */
  conclude(): Promise<void>
}

export interface RestoringOptions {
  /** Seconds that it may take. */
  limit: number
  /** More options of pg_restore. */
  options: string
  /** Numbers of the only entries that are restored; empty for all. */
  entries?: readonly number[]
}

export async function startRestoring(
  database: Database,
  { limit, options, entries = [] }: RestoringOptions,
): Promise<Restoring> {
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
