/**
 * A job is a command that survives the connection that started it. Its folder contains the files
 *
 * - `name`, a short description;
 * - `lock`, held open and locked by its processes until the last of them exits;
 * - `pid`, its process group;
 * - `log`, all its output, and `exit`, its exit code;
 * - `not-begun`, if it must no longer start.
 */

/**
 * Runs in a separate session, so that it survives the connection, with a deadline, its own process group to be
 * terminated as a whole, and the exit code on disk. The container of the command is removed, because it would outlive
 * its client, and may still be starting when the client is killed. Files of the command get the umask of the user, as
 * without a job: a checkout is read by containers of other users. The script is embedded in single quotes below.
 */
const RUN = `mask=$1 deadline=$2 container=$3; shift 3
umask "$mask"
setsid timeout -k 10 "$deadline" "$@" <&3 3<&- &
umask 077
pid=$!; echo "$pid" > pid
exec 3<&-
code=0; wait "$pid" || code=$?
[ "$code" -ne 124 ] || echo "timed out after $deadline s"
if [ -n "$container" ]; then
  [ "$code" -eq 0 ] || sleep 1
  timeout 30 docker rm --force "$container" > /dev/null 2>&1 || true
fi
echo "$code" > exit.new && mv exit.new exit`

/** Streams the log from an offset until the job exits, and exits with its exit code. */
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
if [ ! -e exit ]; then echo "killed" >&2; exit 137; fi
exit "$(cat exit)"`

/** The stderr for a job that has not started. */
export const NOT_STARTED = 'not started'

/**
 * Starts a job and follows it. The command reads stdin, which is never stored on disk.
 * `$0` name, `$1` folder, `$2` deadline in seconds, `$3` container or empty, followed by the command.
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
 * Follows a job that was started earlier: `$1` folder, `$2` bytes already received. The start request may still be in
 * flight; a job that has not started yet is prevented from starting.
 */
export const FOLLOW = `umask 077; mkdir -p "$1"; cd "$1"
exec 8>> lock
if flock -n 8 && [ ! -e pid ]; then
  touch not-begun
  echo "${NOT_STARTED}" >&2
  exit 127
fi
exec 8>&-
offset=$2
${READ}`

/** `end_job` terminates the processes of a job, first with TERM, then with KILL, and waits for them to exit. */
export const END_JOB = `end_job() {
  pid=$(cat "$1/pid" 2> /dev/null) || return 0
  for signal in TERM KILL; do
    ! flock -s -n "$1/lock" true || return 0
    kill -s "$signal" -- "-$pid" 2> /dev/null || true
    ! flock -s -w 2 "$1/lock" true || return 0
  done
}`

/** Terminates a job: `$1` folder. */
export const END = `${END_JOB}
end_job "$1"`
