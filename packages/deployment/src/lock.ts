import { UserError, workflowRun } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { type Application, absolute } from './application.ts'
import { firstLine } from './first-line.ts'

/**
 * Takes the lock, tells who has it, and holds it until the standard input ends: when the action lets go, and when its
 * process or its connection dies. The kernel frees it with the last process that has the file open.
 */
const HOLD = `command -v flock > /dev/null || { echo "flock is not installed" >&2; exit 69; }
umask 077; mkdir -p "$1"; exec 9>>"$1/lock"
if ! flock -w "$2" 9; then cat "$1/lease" 2>/dev/null || true; exit 75; fi
printf '%s\\n' "$3" > "$1/lease"
echo locked
cat > /dev/null
rm -f "$1/lease"`

/**
 * Runs work while no other deployment of this application can.
 *
 * @param wait seconds to wait for another deployment to end
 * @throws UserError naming the holder when the lock was not free in time
 */
export async function withLock<T>(
  remote: Remote,
  application: Application,
  wait: number,
  work: () => Promise<T>,
): Promise<T> {
  const { url, actor } = workflowRun()
  const lease = `${url} by ${actor} since ${new Date().toISOString()}`
  const folder = absolute(application, '.deploy')
  const holder = await remote.stream(['sh', '-euc', HOLD, 'take the lock', folder, String(wait), lease])
  const said = await firstLine(holder.output)
  if (said !== 'locked') {
    const { code, stderr } = await holder.finished
    if (code !== 75)
      throw new UserError(
        `cannot take the lock in ${folder} on ${remote.name}: ${stderr.trim() || 'no reason given'}`,
      )
    throw new UserError(
      `another deployment is running on ${remote.name} (${said || 'it left no lease'}). Wait for it to end, then run this again`,
    )
  }
  try {
    return await work()
  } finally {
    holder.end()
    await holder.finished
  }
}
