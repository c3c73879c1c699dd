import { readFileSync } from 'node:fs'

/** An identity for a process that survives pid reuse: `<pid>-<start time>`. */
export function processIdentity(pid: number = process.pid): string {
  return `${pid}-${startTime(pid) ?? 0}`
}

/** Whether the process with this {@link processIdentity} is still running. */
export function isAlive(identity: string): boolean {
  const [pid = '', start = ''] = identity.split('-')
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    // EPERM: it is running as another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = startTime(Number(pid))
  return now === undefined || start === '0' || now === start
}

/** Field 22 of /proc/<pid>/stat (proc(5)); the name in brackets before it may hold spaces. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
