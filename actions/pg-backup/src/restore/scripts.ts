/** Scripts of restore and drill; each starts with `CONNECT` of scripts.ts. */

const PSQL = 'psql -X -A -t -q -w -v ON_ERROR_STOP=1'

/**
 * A database that is dropped when the standard input ends, which it also does when the runner or the connection to it
 * is gone. Once it has another name, there is nothing left to drop.
 */
export const SCRATCH = `${PSQL} -d postgres -v name="$TSH_NEW" -v owner="$TSH_OWNER" -v encoding="$TSH_ENCODING" \\
  -v collate="$TSH_COLLATE" -v ctype="$TSH_CTYPE" -v provider="\${TSH_PROVIDER:-}" -f - <<'SQL' || exit 1
SET statement_timeout = 0; SET lock_timeout = '60s';
CREATE DATABASE :"name" OWNER :"owner" TEMPLATE template0 ENCODING :'encoding' LC_COLLATE :'collate' LC_CTYPE :'ctype' :provider;
SQL
printf 'ready %s\\n' "$TSH_NEW"
timeout -s TERM "$TSH_LIMIT" cat >/dev/null
for try in 1 2 3 4 5; do
  ${PSQL} -d postgres -v name="$TSH_NEW" -f - <<'SQL' && exit 0
SET client_min_messages = warning; SET statement_timeout = 0; SET lock_timeout = '60s';
DROP DATABASE IF EXISTS :"name" WITH (FORCE);
SQL
  sleep 1
done
exit 1`

/**
 * Restores the archive on the standard input. When the connection is lost, the input ends early and pg_restore fails by
 * itself; the trailer proves that an exit code of 0 is its own.
 */
export function restoreScript(options: string): string {
  return `rc=0
timeout -s TERM "$TSH_LIMIT" pg_restore -w --exit-on-error ${options} -d "$PGDATABASE" || rc=$?
printf '\\nTSH-END %s rc=%s\\n' "$TSH_NONCE" "$rc" >&2
exit "$rc"`
}

/** Statistics, which no dump holds and without which the first queries are slow. */
export const ANALYZE = 'exec timeout -s TERM "$TSH_LIMIT" vacuumdb --analyze-only -q -w -d "$PGDATABASE"'

/** Contents list with the entries of the database itself; only the first bytes of an archive are read. */
export const DATABASE_ENTRIES = 'exec pg_restore -l -C'

/** SQL of the entries in TSH_ENTRIES; only the first bytes of an archive are read. */
export const ENTRIES_SQL = `exec pg_restore -C -L /dev/fd/3 -f - 3<<LIST
$TSH_ENTRIES
LIST`

/** Statements from the standard input, all or none. */
export const STATEMENTS = `exec timeout -s TERM "$TSH_LIMIT" ${PSQL} -1 -f -`

/** Free kilobytes where the database's files are. */
export const FREE_SPACE = 'df -Pk "$TSH_FOLDER"'

/** Waits for the final server of the official image; the temporary one of its set-up listens on no address. */
export const READY = `tries=0
until pg_isready -q -h 127.0.0.1; do
  tries=$((tries + 1))
  [ "$tries" -lt 600 ] || exit 1
  sleep 0.2
done`
