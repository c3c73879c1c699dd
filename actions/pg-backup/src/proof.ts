import type { CommandEnd } from '@tsh/remote'
import { megabytes } from './size.ts'

/** Every archive that `pg_dump -Fc` writes starts like this (PostgreSQL, src/bin/pg_dump/pg_backup_archiver.c). */
const MAGIC = 'PGDMP'

/** The smallest archive, of an empty database, has 877 bytes. */
const SMALLEST = 512

/** All that is known of a dump that has ended. */
export interface Ended extends CommandEnd {
  /** What the trailer must carry. */
  nonce: string
  /** First bytes of the output. */
  head: Buffer
  size: number
}

/**
 * Why a dump is not whole, or nothing. ssh2 ends its stream cleanly when the dump was killed, the connection lost or the
 * server gone; so nothing counts but an exit code of 0 that both sshd and the script itself have told.
 */
export function dumpFault({ code, signal, stderr, nonce, head, size }: Ended): string | undefined {
  const said = words(stderr)
  const so = (how: string): string =>
    `pg_dump ${how} after ${megabytes(size)}${said === '' ? '' : `: ${said}`}`
  if (code === undefined) return so(signal ? `ended by ${signal}` : 'cut off, the connection was lost')
  if (code === 124) return so('took longer than "timeout-minutes"')
  if (code !== 0) return so(`exit ${code}`)
  const [, told] = new RegExp(`^TSH-END ${nonce} rc=(\\d+)$`, 'm').exec(stderr) ?? []
  if (told !== '0') return so(told === undefined ? 'did not tell its end' : `exit ${told}`)
  if (!head.toString('latin1').startsWith(MAGIC)) return so('wrote something that is no archive')
  if (size < SMALLEST) return so('wrote too little')
  if (/\b(error|FATAL|PANIC):/.test(said)) return so('reported an error')
  return undefined
}

/** What the program itself said, without our trailer. */
export function words(stderr: string): string {
  return stderr
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('TSH-END '))
    .slice(-3)
    .join(' ')
    .slice(-600)
}
