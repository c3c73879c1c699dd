import { randomBytes } from 'node:crypto'
import { UserError } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import { quoted } from '@tsh/postgres'
import type { CommandEnd } from '@tsh/remote'
import { openSink } from '../../archive/sink.ts'
import { errorOutput } from '../../backup/proof.ts'
import { SWAP } from './swap-script.ts'

/** A failure during or after the swap; the message describes the state of the live database. */
export class SwapFault extends UserError {}

export interface Names {
  /** The name that the application connects to. */
  live: string
  /** The database that gets this name. */
  next: string
  /** The new name of the current database. */
  aside: string
}

/**
 * Atomically gives the name of the live database to another one. The database set aside accepts no connections, so it
 * stays unchanged. The swap is reverted by another swap with `next` and `aside` exchanged.
 * @returns downtime in seconds: from the first terminated session to the first new one, by the server's clock
 */
export async function swap(server: Database, names: Names): Promise<number> {
  const nonce = randomBytes(8).toString('hex')
  const { live, next, aside } = names
  const sink = await openSink(server, SWAP, {
    ...{ TSH_LIVE: live, TSH_NEXT: next, TSH_ASIDE: aside, TSH_NONCE: nonce },
  })
  const end = await sink.end()
  const fault = swapFault(end, nonce, names)
  if (fault) throw new SwapFault(fault)
  const seconds = secondsOf(end.stdout)
  if (seconds === undefined)
    throw new SwapFault(
      `database "${live}" was swapped, but accepts no connections: ${errorOutput(end.stderr) || 'no error output'}. To roll back: BEGIN; ${revertStatements(names).join('; ')}; COMMIT`,
    )
  return seconds
}

/** Why a swap failed, or undefined. */
function swapFault(
  { code, stderr }: CommandEnd,
  nonce: string,
  { live, next, aside }: Names,
): string | undefined {
  if (code === undefined)
    return `the connection was lost while swapping "${live}". The server does that atomically: it succeeded if a database "${aside}" exists, and failed if "${next}" exists`
  const ended = new RegExp(`^TSH-END ${nonce} rc=0$`, 'm').test(stderr)
  if (code === 0 && ended) return undefined
  return `cannot swap "${live}", which is unchanged: ${errorOutput(stderr) || `exit ${code}`}`
}

function secondsOf(output: string): number | undefined {
  const at = (what: string): number => Number(new RegExp(`^${what}\\|([\\d.]+)$`, 'm').exec(output)?.[1])
  const seconds = at('served') - at('begun')
  return Number.isNaN(seconds) ? undefined : Math.round(seconds * 1000) / 1000
}

/** Statements, for one transaction, that restore the database that was set aside; the current one is kept under the name of `next`. */
export function revertStatements({ live, next, aside }: Names): string[] {
  return [
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${live}'`,
    `ALTER DATABASE ${quoted(live)} RENAME TO ${quoted(next)}`,
    `ALTER DATABASE ${quoted(aside)} RENAME TO ${quoted(live)}`,
    `ALTER DATABASE ${quoted(live)} ALLOW_CONNECTIONS true`,
  ]
}
