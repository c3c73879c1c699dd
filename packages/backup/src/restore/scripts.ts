import { SAFE_PSQL } from '@tsh/postgres'

/** Scripts for restores and drills; each is run after `CONNECT` of scripts.ts. */

/**
 * Creates a database and drops it when stdin closes, which also happens when the runner or its connection is lost. After
 * a rename there is nothing to drop.
 */
export const SCRATCH = `${SAFE_PSQL} -d postgres -v name="$TSH_NEW" -v owner="$TSH_OWNER" -v encoding="$TSH_ENCODING" \\
  -v collate="$TSH_COLLATE" -v ctype="$TSH_CTYPE" -v provider="\${TSH_PROVIDER:-}" -f - <<'SQL' || exit 1
SET statement_timeout = 0; SET lock_timeout = '60s';
CREATE DATABASE :"name" OWNER :"owner" TEMPLATE template0 ENCODING :'encoding' LC_COLLATE :'collate' LC_CTYPE :'ctype' :provider;
SQL
printf 'ready %s\\n' "$TSH_NEW"
timeout -s TERM "$TSH_LIMIT" cat >/dev/null
for try in 1 2 3 4 5; do
  ${SAFE_PSQL} -d postgres -v name="$TSH_NEW" -f - <<'SQL' && exit 0
SET client_min_messages = warning; SET statement_timeout = 0; SET lock_timeout = '60s';
DROP DATABASE IF EXISTS :"name" WITH (FORCE);
SQL
  sleep 1
done
exit 1`

/**
 * Restores the archive on stdin, which is preceded by a line with the numbers of the entries to restore, or an empty
 * line for all. When the connection is lost, stdin ends early and pg_restore fails; the trailer proves that an exit code
 * of 0 comes from pg_restore.
 */
export function restoreScript(options: string): string {
  return `rc=0
IFS= read -r entries || true
timeout -s TERM "$TSH_LIMIT" pg_restore -w --exit-on-error ${options} \${entries:+-L /dev/fd/3} -d "$PGDATABASE" 3<<LIST || rc=$?
$(printf '%s\\n' $entries)
LIST
printf '\\nTSH-END %s rc=%s\\n' "$TSH_NONCE" "$rc" >&2
exit "$rc"`
}

/** Creates a role with the statement in the first line of stdin, and drops it and everything it owns when stdin closes. */
export const DATA_ROLE = `IFS= read -r statement
printf '%s;\\n' "$statement" | ${SAFE_PSQL} -d "$PGDATABASE" -f - || exit 1
printf 'ready %s\\n' "$TSH_ROLE"
timeout -s TERM "$TSH_LIMIT" cat >/dev/null
for try in 1 2 3 4 5; do
  echo 'DROP OWNED BY :"role";' | ${SAFE_PSQL} -d "$PGDATABASE" -v role="$TSH_ROLE" -f - || true
  echo 'DROP ROLE IF EXISTS :"role";' | ${SAFE_PSQL} -d postgres -v role="$TSH_ROLE" -f - && exit 0
  sleep 1
done
exit 1`

/** Tests the login. */
export const LOGIN = `exec ${SAFE_PSQL} -c 'SELECT 1'`

/** Makes a role a member of every table owner that is not a superuser. */
export const MEMBERSHIPS = `exec ${SAFE_PSQL} -d "$PGDATABASE" -v role="$TSH_ROLE" -f - <<'SQL'
SELECT format('GRANT %I TO %I', rolname, :'role') FROM pg_roles
WHERE NOT rolsuper AND rolname !~ '^pg_' AND oid IN (SELECT relowner FROM pg_class WHERE relkind IN ('r', 'p')) \\gexec
SQL`

/** Creates the extension in the version of the backup and starts its restore mode. */
export const TIMESCALE_BEFORE = `exec ${SAFE_PSQL} -d "$PGDATABASE" -v version="$TSH_VERSION" -f - <<'SQL'
CREATE EXTENSION timescaledb WITH SCHEMA public VERSION :'version';
SELECT public.timescaledb_pre_restore();
SQL`
export const TIMESCALE_AFTER = `exec ${SAFE_PSQL} -d "$PGDATABASE" -c 'SELECT public.timescaledb_post_restore()'`

/** Updates statistics, which are not part of a dump and without which the first queries are slow. */
export const ANALYZE = 'exec timeout -s TERM "$TSH_LIMIT" vacuumdb --analyze-only -q -w -d "$PGDATABASE"'

/** Runs the statements on stdin in one transaction. */
export const STATEMENTS = `exec timeout -s TERM "$TSH_LIMIT" ${SAFE_PSQL} -1 -f -`

/** Free kilobytes in the data directory. */
export const FREE_SPACE = 'df -Pk "$TSH_FOLDER"'

/** Waits for the final server of the official image; the temporary server during initialization does not listen on TCP. */
export const READY = `tries=0
until pg_isready -q -h 127.0.0.1; do
  tries=$((tries + 1))
  [ "$tries" -lt 600 ] || exit 1
  sleep 0.2
done`
