import { SERVER_STARTED } from './application/follow-addresses.ts'
import { SAFE_PSQL } from './safe-session.ts'

/**
 * POSIX sh scripts that run next to the database server. Each is run after `CONNECT`.
 *
 * No script starts background processes, and none exits before its children. In a container the postmaster is process 1
 * and inherits every orphan; an orphan terminated by a signal counts as a crashed backend, and the whole server restarts
 * (PostgreSQL, src/backend/postmaster/postmaster.c, CleanupBackend and HandleChildCrash).
 */

/** The database of the login. */
export const DATABASE = `printf '%s' "$PGDATABASE"`

/** The start time of the server, see `SERVER_STARTED`. */
export const STARTED = `exec ${SAFE_PSQL} -d postgres -f - <<'SQL'
SELECT ${SERVER_STARTED};
SQL`

const terminate = (
  suffix: string,
): string => `PGCLIENTENCODING= ${SAFE_PSQL} -d postgres -v app="$TSH_APP" -f - <<'SQL' ${suffix}
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = :'app' AND pid <> pg_backend_pid();
SQL`

/** Terminates every connection of this run on the server; their programs then exit with code 1. */
export const TERMINATE = terminate('')

/**
 * A psql that reads statements until stdin closes, which also happens when the connection to the runner is lost, or until
 * its timeout. Then the dump, which may not have detected this, is terminated too: it has no separate guard process,
 * because a killed guard would leave an orphan. It starts in the encoding of the database, which is always supported.
 */
export const PSQL = `rc=0
PGCLIENTENCODING= timeout -s TERM "$TSH_LIMIT" psql -X -A -t -q -w || rc=$?
${terminate('>/dev/null 2>&1 || true')}
exit "$rc"`

/**
 * Runs a program and reports its exit code: an exit code that is only passed through docker and sshd has been wrong before
 * (moby/moby#45795).
 */
const reported = (program: string): string => `rc=0
${program} </dev/null || rc=$?
printf '\\nTSH-END %s rc=%s\\n' "$TSH_NONCE" "$rc" >&2
exit "$rc"`

const PG_DUMP = 'pg_dump -w -Fc -Z "$TSH_CODEC" --snapshot="$TSH_SNAPSHOT" --lock-wait-timeout=30s'

/** The dump. pg_dump compresses itself: without a pipe there is one process and one exit code. */
export const DUMP = `dump=0
${PG_DUMP} </dev/null || dump=$?
printf '\\nTSH-END %s dump=%s\\n' "$TSH_NONCE" "$dump" >&2
exit "$dump"`

/**
 * The dump, fully decoded and hashed on the server: the bytes are transferred once, and the runner compares its own hash
 * with this one. Every program reports its own exit code, because that of the pipe is meaningless.
 * 4 is the runner's stream, 5 leads to pg_restore, 6 to sha256sum, 7 collects the exit codes.
 */
export const DUMP_AND_DECODE = `exec 4>&1
ends=$( { {
  { ${PG_DUMP} </dev/null; echo "dump=$?" >&7; } |
  { tee /dev/fd/5 /dev/fd/6 5>&1 >&4; echo "tee=$?" >&7; } |
  { pg_restore -f /dev/null; echo "decode=$?" >&7; cat >/dev/null; }
} 6>&1 | { hash=$(sha256sum); echo "sha256=\${hash%% *}" >&7; }; } 7>&1 )
printf '\\nTSH-END %s %s\\n' "$TSH_NONCE" "$(echo $ends)" >&2
dump=\${ends#*dump=}; exit "\${dump%%[!0-9]*}"`

/** Roles and their grants, without passwords. */
export const GLOBALS = reported('pg_dumpall -w --globals-only --no-role-passwords -l "$PGDATABASE"')

/** The contents list of an archive; only its first bytes are read. */
export const CONTENTS = 'exec pg_restore -l'

export const VERSIONS = 'pg_dump --version'
