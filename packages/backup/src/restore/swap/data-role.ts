import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { log } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import { openSession } from '@tsh/postgres'
import { asSeparateSession, inDatabase } from '../drill/scratch.ts'
import { guard } from '../guard.ts'
import { DATA_ROLE, LOGIN } from '../scripts.ts'

/** A temporary role that can read and write every table of a database and nothing else, used for loading data. */
export interface DataRole {
  /** The database, with the login of the role. */
  database: Database
  name: string
  superusers: string[]
  /** The other roles of the server. */
  roles: string[]
  /** Drops it and everything it owns. Idempotent. */
  remove(): Promise<void>
}

interface ServerFacts {
  version: number
  port: string
  superusers: string[]
  roles: string[]
}

const SERVER = `SELECT json_build_object('version', current_setting('server_version_num')::int, 'port', current_setting('port'),
  'superusers', (SELECT coalesce(json_agg(rolname), '[]') FROM pg_roles WHERE rolsuper),
  'roles', (SELECT coalesce(json_agg(rolname), '[]') FROM pg_roles WHERE NOT rolsuper))`

/**
 * Loading rows evaluates code written by the table owners: checks, generated columns, domains. `SET ROLE` does not
 * contain it, because the same session can reset it; only a separate login does. If none is possible, the superuser
 * loads the data, with a warning, because a restore must not fail for that.
 * @param server connected as a superuser
 */
export async function openDataRole(
  server: Database,
  { name: database, encoding, limit }: { name: string; encoding: string; limit: number },
): Promise<DataRole | undefined> {
  const restored = inDatabase(server, database, encoding)
  const { version, port, ...known } = await factsOf(restored)
  // The first version with pg_read_all_data and pg_write_all_data.
  if (version < 140_000) return refused('this requires PostgreSQL 14 or newer')
  const name = `tsh_data_${randomBytes(4).toString('hex')}`
  const password = randomBytes(24).toString('hex')
  const stream = await restored.stream(DATA_ROLE, { TSH_ROLE: name, TSH_LIMIT: String(2 * limit) })
  stream.input.write(
    `CREATE ROLE "${name}" LOGIN BYPASSRLS CONNECTION LIMIT 3 PASSWORD '${scramVerifier(password)}' IN ROLE pg_read_all_data, pg_write_all_data\n`,
  )
  const { remove } = await guard(stream, `role "${name}"`)
  // If the socket only accepts system users (peer), TCP usually accepts a password.
  for (const address of [{}, { host: '127.0.0.1', port }]) {
    const login = inDatabase(server.as({ user: name, password, ...address }), database, encoding)
    const { code } = await login.run(LOGIN, { allowFailure: true })
    if (code === 0) return { database: login, name, ...known, remove }
  }
  await remove()
  return refused('the server does not allow a new role to log in with a password (pg_hba.conf)')
}

async function factsOf(database: Database): Promise<ServerFacts> {
  const session = await openSession(asSeparateSession(database), 60)
  try {
    return await session.query<ServerFacts>(SERVER)
  } finally {
    await session.close()
  }
}

function refused(why: string): undefined {
  log.warning(
    `Loading the data as a superuser, which evaluates the checks and generated columns of the table owners: ${why}`,
    'pg-restore',
  )
}

/** The form in which PostgreSQL stores a password (RFC 5803), so that the password itself is never part of a statement or log. */
export function scramVerifier(password: string, salt = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256')
  const keyed = (text: string): Buffer => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  return `SCRAM-SHA-256$4096:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`
}
