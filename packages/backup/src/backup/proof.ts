import { redactedEnd } from '@tsh/action'
import type { CommandEnd } from '@tsh/remote'
import { formatBytes } from '@tsh/server-query'

/** The first bytes of every `pg_dump -Fc` archive (PostgreSQL, src/bin/pg_dump/pg_backup_archiver.c). */
const MAGIC = 'PGDMP'

/** The archive of an empty database has 877 bytes. */
const MIN_ARCHIVE_BYTES = 512

/** The outcome of a dump. */
export interface Ended extends CommandEnd {
  /** SHA-256 of the received data. */
  sha256: string
  /** Whether the archive was decoded and hashed on the server. */
  decoded: boolean
  /** The nonce expected in the trailer. */
  nonce: string
  /** First bytes of the output. */
  head: Buffer
  size: number
}

/**
 * Why a dump is incomplete, or undefined. ssh2 ends its stream cleanly even when the dump was killed, the connection was
 * lost or the server is gone, so only an exit code of 0 reported by both sshd and the script itself counts.
 */
export function dumpFault(end: Ended): string | undefined {
  const { code, signal, stderr, nonce, head, size } = end
  const output = errorOutput(stderr)
  const so = (how: string): string =>
    `pg_dump ${how} after ${formatBytes(size)}${output === '' ? '' : `: ${output}`}`
  if (code === undefined)
    return so(signal ? `terminated by ${signal}` : 'interrupted, the connection was lost')
  if (code !== 0) return so(`exit ${code}`)
  const reported = trailer(stderr, nonce)
  if (!reported?.dump) return so('did not report its exit code')
  if (reported.dump !== '0') return so(`exit ${reported.dump}`)
  if (!head.toString('latin1').startsWith(MAGIC)) return so('output is not an archive')
  if (size < MIN_ARCHIVE_BYTES) return so('output is too short')
  if (/\b(error|FATAL|PANIC):/.test(output)) return so('reported an error')
  return end.decoded ? decodeFault(reported, end.sha256, output) : undefined
}

function decodeFault(reported: Record<string, string>, sha256: string, output: string): string | undefined {
  if (reported.decode !== '0')
    return `the archive cannot be decoded: ${output || `pg_restore exit ${reported.decode ?? 'unknown'}`}`
  if (reported.tee !== '0' || reported.sha256 !== sha256) return 'the received data is not what pg_dump wrote'
  return undefined
}

/** The last line of our scripts: `TSH-END <nonce> name=value …`. */
function trailer(stderr: string, nonce: string): Record<string, string> | undefined {
  const [, ends] = new RegExp(`^TSH-END ${nonce} (.*)$`, 'm').exec(stderr) ?? []
  return ends === undefined ? undefined : Object.fromEntries(ends.split(' ').map(end => end.split('=')))
}

/** The exit code that a script reports in its trailer, or undefined. */
export function reportedExitCode(stderr: string, nonce: string): string | undefined {
  return trailer(stderr, nonce)?.rc
}

/** The last lines of stderr, without our trailer. */
export function errorOutput(stderr: string): string {
  const lines = stderr.split('\n').filter(line => line.trim() !== '' && !line.startsWith('TSH-END '))
  return redactedEnd(lines.slice(-3).join(' '), 600)
}
