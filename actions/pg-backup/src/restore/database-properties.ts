import { UserError } from '@tsh/action'
import type { Database } from '../database.ts'
import { words } from '../proof.ts'
import { openSink } from '../sink.ts'
import { quoted } from '../snapshot.ts'
import { DATABASE_ENTRIES, ENTRIES_SQL, STATEMENTS } from './scripts.ts'

/** Lines of `pg_restore -l -C` that are about the database itself: settings, grants, comment. Not its creation. */
export function databaseEntries(list: string): string[] {
  return list
    .split('\n')
    .filter(line =>
      /^\d+; \d+ \d+ (DATABASE PROPERTIES - |(ACL|COMMENT|SECURITY LABEL) - DATABASE )/.test(line),
    )
}

const ABOUT_DATABASE =
  /^((?:ALTER|COMMENT ON|SECURITY LABEL .*? ON|ALTER ROLE (?:"(?:[^"]|"")+"|\S+) IN|(?:GRANT|REVOKE) [A-Z, ]+ ON) DATABASE )(?:"(?:[^"]|"")+"|[^\s";]+)/

/** The same statements for a database of another name; commands to psql and remarks are left out. */
export function renamedProperties(sql: string, name: string): string {
  return sql
    .split('\n')
    .filter(line => !/^(\\|--|SET |SELECT pg_catalog\.set_config|CREATE DATABASE )/.test(line))
    .map(line => line.replace(ABOUT_DATABASE, (_, start: string) => `${start}${quoted(name)}`))
    .join('\n')
    .trim()
}

/**
 * Gives a database the settings and grants that the backup's had. They belong to the database's name and not to its
 * contents, so a restore into another name loses them.
 * @param head the first bytes of the archive, with its whole contents list
 */
export async function applyProperties(server: Database, head: Uint8Array, name: string): Promise<number> {
  const entries = databaseEntries(await printed(server, head, DATABASE_ENTRIES))
  if (entries.length === 0) return 0
  const sql = renamedProperties(
    await printed(server, head, ENTRIES_SQL, { TSH_ENTRIES: entries.join('\n') }),
    name,
  )
  await server.run(STATEMENTS, {
    input: `${sql}\n`,
    values: { TSH_DATABASE: 'postgres', TSH_LIMIT: '120' },
  })
  return entries.length
}

async function printed(server: Database, head: Uint8Array, script: string, values = {}): Promise<string> {
  const sink = await openSink(server, script, values)
  await sink.write(head)
  const end = await sink.end()
  if (end.code === 0) return end.stdout
  throw new UserError(
    `the archive's contents list cannot be read: ${words(end.stderr) || `exit ${end.code}`}`,
  )
}
