/**
 * Advice for a restore that fails because a function uses an unqualified name. pg_dump and pg_restore run with an empty
 * `search_path`, so that no other objects can shadow theirs (CVE-2018-1058); a function called by a generated column, a
 * constraint, an index or a materialized view then finds only schema-qualified names.
 * @param stderr of pg_restore
 */
export function unqualifiedNameAdvice(stderr: string): string | undefined {
  if (!/ERROR: .* does not exist$/m.test(stderr)) return undefined
  const called = /^CONTEXT: .*function ("?)([^"\n]+?)\1 (?:during|line|statement) /m.exec(stderr)?.[2]
  if (called === undefined) return undefined
  return `${objectIn(stderr)} calls function ${called}, which uses an unqualified name, but a restore runs with an empty search_path. In the live database, run: ALTER FUNCTION ${called} SET search_path = public (or the schema of the name), then back up again`
}

function objectIn(stderr: string): string {
  const [, table] = /COPY failed for table "([^"\n]+)"/.exec(stderr) ?? []
  if (table !== undefined) return `table ${table}`
  const [, command = 'the archive'] = /^Command was: ([^\n(;]{1,120})/m.exec(stderr) ?? []
  return command.trim()
}
