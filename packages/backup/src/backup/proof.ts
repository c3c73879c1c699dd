import { redactedEnd } from '@tsh/action'
import type { CommandEnd } from '@tsh/remote'
import { formatBytes } from '@tsh/server'

/** Every archive that `pg_dump -Fc` writes starts like this (PostgreSQL, src/bin/pg_dump/pg_backup_archiver.c). */
const MAGIC = 'PGDMP'

/** The smallest archive, of an empty database, has 877 bytes. */
const SMALLEST = 512

/** All that is known of a dump that has ended. */
export interface Ended extends CommandEnd {
  /** SHA-256 of what arrived. */
  sha256: string
  /** Whether the archive was decoded and hashed where it was made. */
  decoded: boolean
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
export function dumpFault(end: Ended): string | undefined {
  const { code, signal, stderr, nonce, head, size } = end
  const said = words(stderr)
  const so = (how: string): string =>
    `pg_dump ${how} after ${formatBytes(size)}${said === '' ? '' : `: ${said}`}`
  if (code === undefined) return so(signal ? `ended by ${signal}` : 'cut off, the connection was lost')
  if (code !== 0) return so(`exit ${code}`)
  const told = trailer(stderr, nonce)
  if (!told?.dump) return so('did not tell its end')
  if (told.dump !== '0') return so(`exit ${told.dump}`)
  if (!head.toString('latin1').startsWith(MAGIC)) return so('wrote something that is no archive')
  if (size < SMALLEST) return so('wrote too little')
  if (/\b(error|FATAL|PANIC):/.test(said)) return so('reported an error')
  return end.decoded ? decodeFault(told, end.sha256, said) : undefined
}

function decodeFault(told: Record<string, string>, sha256: string, said: string): string | undefined {
  if (told.decode !== '0')
    return `the archive cannot be read again: ${said || `pg_restore exit ${told.decode ?? 'unknown'}`}`
  if (told.tee !== '0' || told.sha256 !== sha256) return 'what arrived is not what pg_dump wrote'
  return undefined
}

/** The last line of a script of ours: `TSH-END <nonce> name=value …`. */
function trailer(stderr: string, nonce: string): Record<string, string> | undefined {
  const [, ends] = new RegExp(`^TSH-END ${nonce} (.*)$`, 'm').exec(stderr) ?? []
  return ends === undefined ? undefined : Object.fromEntries(ends.split(' ').map(end => end.split('=')))
}

/** How a program that was started by `told` has ended by its own word: its exit code, or nothing. */
export function toldCode(stderr: string, nonce: string): string | undefined {
  return trailer(stderr, nonce)?.rc
}

/** What the program itself said, without our trailer. */
export function words(stderr: string): string {
  const lines = stderr.split('\n').filter(line => line.trim() !== '' && !line.startsWith('TSH-END '))
  return redactedEnd(lines.slice(-3).join(' '), 600)
}
