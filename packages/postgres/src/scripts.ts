import { SERVER_STARTED } from './application/follow-addresses.ts'
import { SAFE_PSQL } from './safe-session.ts'

/**
 * Scripts that run next to the database server, in POSIX sh. Every one starts with `CONNECT`.
 *
 * No script starts anything in the background, and none outlives its children. In a container the postmaster is process
 * 1 and inherits every orphan; one that ends by a signal counts as a crashed backend, and the whole server restarts
 * (PostgreSQL, src/backend/postmaster/postmaster.c, CleanupBackend and HandleChildCrash).
 */

/** The database of the login. */
export const DATABASE = `printf '%s' "$PGDATABASE"`

/** When the server of the login was started, see `SERVER_STARTED`. */
export const STARTED = `exec ${SAFE_PSQL} -d postgres -f - <<'SQL'
SELECT ${SERVER_STARTED};
SQL`

const terminate = (
  words: string,
): string => `PGCLIENTENCODING= ${SAFE_PSQL} -d postgres -v app="$TSH_APP" -f - <<'SQL' ${words}
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = :'app' AND pid <> pg_backend_pid();
SQL`

/** Ends every connection of this run, by the server: the programs behind them then end by themselves, with exit code 1. */
export const TERMINATE = terminate('')

/**
 * A psql that reads statements until its standard input ends, which it also does when the connection to the runner is
 * lost, or until its time is over. Then the dump, which may not have noticed, is ended too: it has no guard of its own,
 * since a guard that is killed leaves an orphan. It starts in the encoding of the database, which always can be spoken.
 */
export const PSQL = `rc=0
PGCLIENTENCODING= timeout -s TERM "$TSH_LIMIT" psql -X -A -t -q -w || rc=$?
${terminate('>/dev/null 2>&1 || true')}
exit "$rc"`

/**
 * Runs a program and says afterwards how it ended: an exit code that came through docker and sshd alone has been wrong
 * before (moby/moby#45795).
 */
const told = (program: string): string => `rc=0
${program} </dev/null || rc=$?
printf '\\nTSH-END %s rc=%s\\n' "$TSH_NONCE" "$rc" >&2
exit "$rc"`

const PG_DUMP = 'pg_dump -w -Fc -Z "$TSH_CODEC" --snapshot="$TSH_SNAPSHOT" --lock-wait-timeout=30s'

/** The dump. pg_dump compresses by itself: without a pipe there is one process and one exit code. */
export const DUMP = `dump=0
${PG_DUMP} </dev/null || dump=$?
printf '\\nTSH-END %s dump=%s\\n' "$TSH_NONCE" "$dump" >&2
exit "$dump"`

/**
 * The dump, decoded to its last byte and hashed where it is made: the bytes travel once, and the runner compares its own
 * hash with this one. Every program tells its own exit code; the one of the pipe says nothing.
 * 4 is the runner's stream, 5 leads to pg_restore, 6 to sha256sum, 7 collects how each has ended.
 */
export const DUMP_AND_DECODE = `exec 4>&1
ends=$( { {
  { ${PG_DUMP} </dev/null; echo "dump=$?" >&7; } |
  { tee /dev/fd/5 /dev/fd/6 5>&1 >&4; echo "tee=$?" >&7; } |
  { pg_restore -f /dev/null; echo "decode=$?" >&7; cat >/dev/null; }
} 6>&1 | { hash=$(sha256sum); echo "sha256=\${hash%% *}" >&7; }; } 7>&1 )
printf '\\nTSH-END %s %s\\n' "$TSH_NONCE" "$(echo $ends)" >&2
dump=\${ends#*dump=}; exit "\${dump%%[!0-9]*}"`

/** Roles and their grants, without any password. */
export const GLOBALS = told('pg_dumpall -w --globals-only --no-role-passwords -l "$PGDATABASE"')

/** The contents list of an archive; only its first bytes are read. */
export const CONTENTS = 'exec pg_restore -l'

export const VERSIONS = 'pg_dump --version'
