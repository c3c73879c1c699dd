import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Every process inherits the environment of the one that starts it, also one that leaves its parent and its session. */
const MARK = 'TSH_COMMAND_ID'
const GRACE_MS = 5000
const POLL_INTERVAL_MS = 100

/** The variable by which a command and all that it starts are found again. @param id unique for the command */
export const processMark = (id: string): Record<string, string> => ({ [MARK]: id })

/**
 * Ends all processes that have a mark, also those that were moved to the background: SIGTERM, and SIGKILL after 5 s.
 *
 * @returns the names of the programs that were ended
 */
export async function endMarkedProcesses(id: string): Promise<string[]> {
  const first = signalMarked(id, 'SIGTERM')
  const deadline = Date.now() + GRACE_MS
  while (markedProcesses(id).length > 0 && Date.now() < deadline) await sleep(POLL_INTERVAL_MS)
  while (signalMarked(id, 'SIGKILL').length > 0) await sleep(POLL_INTERVAL_MS)
  return first
}

function signalMarked(id: string, signal: NodeJS.Signals): string[] {
  const found = markedProcesses(id)
  for (const { pid } of found) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has ended.
    }
  }
  return found.map(({ program }) => program)
}

/** By proc_pid_environ(5), which a user may read of their own processes; one that has ended and is a zombie has none. */
function markedProcesses(id: string): { pid: number; program: string }[] {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
  return pids.flatMap(pid => {
    try {
      const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
      if (!variables.includes(`${MARK}=${id}`)) return []
      return { pid: Number(pid), program: readFileSync(`/proc/${pid}/comm`, 'utf8').trim() }
    } catch {
      return []
    }
  })
}
