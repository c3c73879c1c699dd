import { randomBytes } from 'node:crypto'
import { UserError } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import { quoted } from '@tsh/postgres'
import type { CommandEnd } from '@tsh/remote'
import { openSink } from '../../archive/sink.ts'
import { words } from '../../backup/proof.ts'
import { SWAP } from './swap-script.ts'

/** A failure of the swap or after it: what the live database is now stands in the message. */
export class SwapFault extends UserError {}

export interface Names {
  /** The name that the application connects to. */
  live: string
  /** The database that is to have it. */
  next: string
  /** The name that the present one gets. */
  aside: string
}

/**
 * Gives the name of the live database to another one, all or nothing. The one set aside takes no connections, so that it
 * stays as it was. The way back is the same with `next` and `aside` exchanged.
 * @returns seconds from the first session that was ended to the first that was served again, by the server's clock
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
      `database "${live}" was exchanged, and takes no connection: ${words(end.stderr) || 'it gave no reason'}. To go back: BEGIN; ${wayBack(names).join('; ')}; COMMIT`,
    )
  return seconds
}

/** Why a swap did not happen, or nothing. */
function swapFault(
  { code, stderr }: CommandEnd,
  nonce: string,
  { live, next, aside }: Names,
): string | undefined {
  if (code === undefined)
    return `the connection was lost while "${live}" was exchanged. The server does that as a whole or not at all: it is done if there is a database "${aside}", and not if there is "${next}"`
  const ended = new RegExp(`^TSH-END ${nonce} rc=0$`, 'm').test(stderr)
  if (code === 0 && ended) return undefined
  return `cannot exchange "${live}", which stays as it was: ${words(stderr) || `exit ${code}`}`
}

function secondsOf(output: string): number | undefined {
  const at = (what: string): number => Number(new RegExp(`^${what}\\|([\\d.]+)$`, 'm').exec(output)?.[1])
  const seconds = at('served') - at('begun')
  return Number.isNaN(seconds) ? undefined : Math.round(seconds * 1000) / 1000
}

/** Statements, for one transaction, that bring back the database that was set aside; the present one is kept under the name that `next` had. */
export function wayBack({ live, next, aside }: Names): string[] {
  return [
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${live}'`,
    `ALTER DATABASE ${quoted(live)} RENAME TO ${quoted(next)}`,
    `ALTER DATABASE ${quoted(aside)} RENAME TO ${quoted(live)}`,
    `ALTER DATABASE ${quoted(live)} ALLOW_CONNECTIONS true`,
  ]
}
