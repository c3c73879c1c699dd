import { END_JOB } from '../jobs/job-scripts.ts'

/** Seconds without a sign of life after which the holder lets go, and that an orphaned job may still take. */
const SILENCE = 45
const ORPHAN = 60

/**
 * Takes the lock, tells who has it, and holds it: until the standard input says so or ends, because the action's process
 * or its connection has died, and until nothing has come for a while, because the connection is a black hole. The kernel
 * frees it with the last process that has the file open. A job that goes on without its run is waited for first, and
 * ended when it takes long: until then nobody knows what it still changes.
 *
 * `$1` folder, `$2` seconds to wait, `$3` the lease in a sentence, `$4` its id, `$5` `again` when only the one who had it
 * last may have it. What it says are lines of one word and a text.
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
# On a full disk the lock holds without its note.
{ printf '%s\\n' "$3" > lease; printf '%s\\n' "$4" > owner; } 2> /dev/null || true
# A job is no link: with one, what it leads to would be removed.
[ ! -L jobs ] || rm -f jobs
for job in jobs/*; do
  if [ -L "$job" ]; then rm -f "$job"; fi
  [ -d "$job" ] || continue
  [ -e "$job/lock" ] && [ "$5" != again ] || continue
  if ! flock -s -n "$job/lock" true; then
    echo "orphan $(cat "$job/name")"
    if ! flock -s -w ${ORPHAN} "$job/lock" true; then end_job "$job" 9>&-; echo "ended $(cat "$job/name")"; fi
  fi
  rm -rf "$job"
done
echo "locked"
word=
while [ "$word" != end ]; do
  word=$(timeout ${SILENCE} dd bs=3 count=1 9>&- 2> /dev/null) || true
  [ -n "$word" ] || break
done
for job in jobs/*; do
  [ "$word" = end ] && [ ! -L "$job" ] && [ -d "$job" ] && flock -s -n "$job/lock" true && rm -rf "$job" || true
done
rm -f lease`
