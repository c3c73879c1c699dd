/**
 * What to do when a restore fails because a function does not find what it names. pg_dump and pg_restore work with an
 * empty `search_path`, so that no one can put other objects in front of theirs (CVE-2018-1058); a function that a generated
 * column, a constraint, an index or a materialized view calls then finds only what it names with its schema.
 * @param stderr of pg_restore
 */
export function bareNameAdvice(stderr: string): string | undefined {
  if (!/ERROR: .* does not exist$/m.test(stderr)) return undefined
  const called = /^CONTEXT: .*function ("?)([^"\n]+?)\1 (?:during|line|statement) /m.exec(stderr)?.[2]
  if (called === undefined) return undefined
  return `${objectIn(stderr)} calls function ${called}, which uses a name without its schema, and a restore has an empty search_path. In the live database: ALTER FUNCTION ${called} SET search_path = public (or the schema of the name), then back up again`
}

function objectIn(stderr: string): string {
  const [, table] = /COPY failed for table "([^"\n]+)"/.exec(stderr) ?? []
  if (table !== undefined) return `table ${table}`
  const [, command = 'the archive'] = /^Command was: ([^\n(;]{1,120})/m.exec(stderr) ?? []
  return command.trim()
}
