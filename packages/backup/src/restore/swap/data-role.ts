import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { log } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import { openSession } from '@tsh/postgres'
import { apart, inDatabase } from '../drill/scratch.ts'
import { guard } from '../guard.ts'
import { DATA_ROLE, LOGIN } from '../scripts.ts'

/** A role that may read and write every table of a database and nothing else, for as long as its data are loaded. */
export interface DataRole {
  /** The database, with the login of the role. */
  database: Database
  name: string
  superusers: string[]
  /** The other roles of the server. */
  roles: string[]
  /** Drops it, and whatever it owns. Any number of calls is one. */
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
 * Loading rows evaluates what the owner of a table has written: checks, generated columns, domains. `SET ROLE` would not
 * hold it back, since the same session can reset it; only another login does. Without one, the superuser loads the
 * data, with a warning: a restore that is needed must not fail for that.
 * @param server its login is a superuser
 */
export async function openDataRole(
  server: Database,
  { name: database, encoding, limit }: { name: string; encoding: string; limit: number },
): Promise<DataRole | undefined> {
  const restored = inDatabase(server, database, encoding)
  const { version, port, ...known } = await factsOf(restored)
  // pg_read_all_data and pg_write_all_data came with it.
  if (version < 140_000) return refused('PostgreSQL 14 is the first that knows such a role')
  const name = `tsh_data_${randomBytes(4).toString('hex')}`
  const password = randomBytes(24).toString('hex')
  const stream = await restored.stream(DATA_ROLE, { TSH_ROLE: name, TSH_LIMIT: String(2 * limit) })
  stream.input.write(
    `CREATE ROLE "${name}" LOGIN BYPASSRLS CONNECTION LIMIT 3 PASSWORD '${scramVerifier(password)}' IN ROLE pg_read_all_data, pg_write_all_data\n`,
  )
  const { remove } = await guard(stream, `role "${name}"`)
  // Where the socket only knows users of the system (peer), TCP usually accepts a password.
  for (const address of [{}, { host: '127.0.0.1', port }]) {
    const login = inDatabase(server.as({ user: name, password, ...address }), database, encoding)
    const { code } = await login.run(LOGIN, { allowFailure: true })
    if (code === 0) return { database: login, name, ...known, remove }
  }
  await remove()
  return refused('the server lets no new role log in with a password (pg_hba.conf)')
}

async function factsOf(database: Database): Promise<ServerFacts> {
  const session = await openSession(apart(database), 60)
  try {
    return await session.query<ServerFacts>(SERVER)
  } finally {
    await session.close()
  }
}

function refused(why: string): undefined {
  log.warning(
    `The data are loaded by a superuser, who evaluates what the owners of tables have written into checks and generated columns: ${why}`,
    'pg-restore',
  )
}

/** What PostgreSQL stores of a password (RFC 5803), so that the password itself is in no statement and in no log. */
export function scramVerifier(password: string, salt = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256')
  const keyed = (text: string): Buffer => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  return `SCRAM-SHA-256$4096:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`
}
