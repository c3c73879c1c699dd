import { END_JOB } from '../jobs/job-scripts.ts'

/** Seconds without a heartbeat after which the holder releases the lock, and that an orphaned job may still run. */
const HEARTBEAT_TIMEOUT_SECONDS = 45
const MAX_ORPHAN_SECONDS = 60

/**
 * Acquires the lock, records its holder, and holds it until stdin requests the release, stdin closes because the action's
 * process or connection has died, or no heartbeat arrives because the connection is a black hole. The kernel releases
 * the lock with the last process that has the file open. A job still running after its run has ended is waited for
 * first, and terminated when it takes too long, because it may still change the server.
 *
 * `$1` folder, `$2` seconds to wait, `$3` the lease as text, `$4` its id, `$5` `again` if only the last holder may
 * reacquire it. Each line of output is a keyword and a text.
 */
export const HOLD = `command -v flock > /dev/null || { echo "flock is not installed" >&2; exit 69; }
${END_JOB}
umask 077; mkdir -p "$1"; cd "$1"; exec 9>> lock
if ! flock -n 9; then
  echo "busy $(cat lease 2> /dev/null)"
  flock -w "$2" 9 || { echo "denied $(cat lease 2> /dev/null)"; exit 75; }
fi
if [ "$5" = again ]; then
  [ "$(cat owner)" = "$4" ] || { echo "lost"; exit 76; }
fi
# On a full disk the lock is held without a lease file.
{ printf '%s\\n' "$3" > lease; printf '%s\\n' "$4" > owner; } 2> /dev/null || true
# A job is never a symlink: removing it would remove its target.
[ ! -L jobs ] || rm -f jobs
for job in jobs/*; do
  if [ -L "$job" ]; then rm -f "$job"; fi
  [ -d "$job" ] || continue
  [ -e "$job/lock" ] && [ "$5" != again ] || continue
  if ! flock -s -n "$job/lock" true; then
    echo "orphan $(cat "$job/name")"
    if ! flock -s -w ${MAX_ORPHAN_SECONDS} "$job/lock" true; then end_job "$job" 9>&-; echo "ended $(cat "$job/name")"; fi
  fi
  rm -rf "$job"
done
echo "locked"
word=
while [ "$word" != end ]; do
  word=$(timeout ${HEARTBEAT_TIMEOUT_SECONDS} dd bs=3 count=1 9>&- 2> /dev/null) || true
  [ -n "$word" ] || break
done
for job in jobs/*; do
  [ "$word" = end ] && [ ! -L "$job" ] && [ -d "$job" ] && flock -s -n "$job/lock" true && rm -rf "$job" || true
done
rm -f lease`
