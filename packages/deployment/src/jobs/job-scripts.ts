/**
 * A job is a command that outlives the connection it was started over. Its folder has the files
 *
 * - `name`, what it is, in a word or two;
 * - `lock`, which its processes hold open and locked until the last of them has ended;
 * - `pid`, the group of its processes;
 * - `log`, all its output; and `exit`, its exit code;
 * - `not-begun`, if it must not begin any more.
 */

/**
 * Runs in a session of its own, so that no connection takes it along: a deadline, a group of its own to be ended as one,
 * the exit code on disk, and the end of the container that the command works in, which outlives its client otherwise, and is perhaps
 * only being made when that is ended. What the command creates has the umask of the user, as without a job: a checkout is
 * read by containers of other users. It stands between single quotes below.
 */
const RUN = `mask=$1 deadline=$2 container=$3; shift 3
umask "$mask"
setsid timeout -k 10 "$deadline" "$@" <&3 3<&- &
umask 077
pid=$!; echo "$pid" > pid
exec 3<&-
code=0; wait "$pid" || code=$?
[ "$code" -ne 124 ] || echo "took longer than $deadline s and was ended"
if [ -n "$container" ]; then
  [ "$code" -eq 0 ] || sleep 1
  timeout 30 docker rm --force "$container" > /dev/null 2>&1 || true
fi
echo "$code" > exit.new && mv exit.new exit`

/** Hands on what the log has from a byte on until the job has ended, and ends with its exit code. */
const READ = `while :; do
  ended=; ! flock -s -n lock true || ended=yes
  size=$(wc -c < log)
  if [ "$size" -gt "$offset" ]; then
    tail -c "+$((offset + 1))" log | head -c "$((size - offset))"
    offset=$size
  fi
  [ -z "$ended" ] || break
  flock -s -w 1 lock true || true
done
if [ ! -e exit ]; then echo "it was killed" >&2; exit 137; fi
exit "$(cat exit)"`

/** What the error output says of a job that has not begun. */
export const NOT_BEGUN = 'it has not begun'

/**
 * Starts a job and follows it. What the command reads comes from the standard input and is never on disk.
 * `$0` name, `$1` folder, `$2` deadline in seconds, `$3` container or nothing, and the command.
 */
export const START = `mask=$(umask); umask 077; mkdir -p "$1"; cd "$1"; shift
echo "$0" > name; : >> log
exec 8> lock 3<&0
flock 8
[ ! -e not-begun ] || exit 126
setsid sh -uc '${RUN}' run "$mask" "$@" < /dev/null >> log 2>&1 &
exec 8>&- 3<&-
offset=0
${READ}`

/**
 * Follows a job that was started before: `$1` folder, `$2` bytes that are known already. What starts it may still be on its
 * way; a job that has not begun cannot begin any more.
 */
export const FOLLOW = `umask 077; mkdir -p "$1"; cd "$1"
exec 8>> lock
if flock -n 8 && [ ! -e pid ]; then
  touch not-begun
  echo "${NOT_BEGUN}" >&2
  exit 127
fi
exec 8>&-
offset=$2
${READ}`

/** `end_job` ends the processes of the job in a folder, at first kindly, and waits until they are gone. */
export const END_JOB = `end_job() {
  pid=$(cat "$1/pid" 2> /dev/null) || return 0
  for signal in TERM KILL; do
    ! flock -s -n "$1/lock" true || return 0
    kill -s "$signal" -- "-$pid" 2> /dev/null || true
    ! flock -s -w 2 "$1/lock" true || return 0
  done
}`

/** Ends a job: `$1` folder. */
export const END = `${END_JOB}
end_job "$1"`
