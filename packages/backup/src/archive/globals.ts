import { randomBytes } from 'node:crypto'
import type { Database } from '@tsh/postgres'
import { GLOBALS, spokenEncoding } from '@tsh/postgres'
import { errorOutput, reportedExitCode } from '../backup/proof.ts'
import { incomplete } from './dump.ts'

/**
 * Roles and memberships; without them a restore on a new server fails at the first missing owner.
 * @param encoding encoding of the database that pg_dumpall connects to
 */
export async function dumpGlobals(database: Database, encoding: string): Promise<Buffer> {
  const nonce = randomBytes(8).toString('hex')
  const values = { TSH_NONCE: nonce, TSH_CLIENT_ENCODING: spokenEncoding(encoding) }
  const stream = await database.stream(GLOBALS, values)
  const parts: Buffer[] = []
  for await (const part of stream.output) parts.push(part)
  const end = await stream.finished
  const text = Buffer.concat(parts)
  const complete = text.includes('PostgreSQL database cluster dump complete')
  if (end.code !== 0 || reportedExitCode(end.stderr, nonce) !== '0' || !complete)
    throw incomplete(`roles: ${errorOutput(end.stderr) || 'the output of pg_dumpall is incomplete'}`)
  return text
}
