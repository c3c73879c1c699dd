import { SAFE_PSQL } from '@tsh/postgres'

/**
 * Swaps two databases. `ALTER DATABASE … RENAME` and `… ALLOW_CONNECTIONS` are transactional, and here they are one
 * statement: if the script, the connection or the server fails, either all of it has happened or nothing.
 *
 * Sessions are terminated first, because a database in use cannot be renamed. A session that connects in between blocks
 * the rename until the statement timeout; then everything is rolled back, the database is available again, and the swap
 * is retried. Connections opened during the swap wait for it and reach the new database.
 */
export const SWAP = `query() { ${SAFE_PSQL} -d "$1" -v live="$TSH_LIVE" -v next="$TSH_NEXT" -v aside="$TSH_ASIDE" -f -; }
now() { echo "SELECT '$1', extract(epoch FROM clock_timestamp());"; }
now begun | query postgres || exit 1
rc=1; try=0
while [ "$try" -lt 6 ]; do
  try=$((try + 1))
  rc=0
  output=$(query postgres 2>&1 <<'SQL'
SELECT set_config('tsh.live', :'live', false), set_config('tsh.next', :'next', false), set_config('tsh.aside', :'aside', false) \\g /dev/null
SET statement_timeout = '700ms';
DO $$
DECLARE
  live text := current_setting('tsh.live');
  next text := current_setting('tsh.next');
  aside text := current_setting('tsh.aside');
BEGIN
  LOOP
    PERFORM pg_stat_clear_snapshot();
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (live, next);
    EXIT WHEN NOT FOUND;
    PERFORM pg_sleep(0.002);
  END LOOP;
  EXECUTE format('ALTER DATABASE %I RENAME TO %I', live, aside);
  EXECUTE format('ALTER DATABASE %I RENAME TO %I', next, live);
  EXECUTE format('ALTER DATABASE %I ALLOW_CONNECTIONS false', aside);
  EXECUTE format('ALTER DATABASE %I ALLOW_CONNECTIONS true', live);
END $$;
SQL
  ) || rc=$?
  [ "$rc" -ne 0 ] || break
  case "$output" in *"statement timeout"* | *"other users"*) sleep 0.1 ;; *) break ;; esac
done
printf '%s\\n' "$output" >&2
now served | query "$TSH_LIVE" || true
printf 'tries %s\\n' "$try"
printf '\\nTSH-END %s rc=%s\\n' "$TSH_NONCE" "$rc" >&2
exit "$rc"`
