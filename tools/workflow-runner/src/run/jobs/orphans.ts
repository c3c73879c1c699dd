import { readdirSync, readFileSync } from 'node:fs'

/**
 * Kills every process with a certain environment variable: processes left by a step, also in other process groups. The runner
 * does the same with RUNNER_TRACKING_ID when a job ends (JobExtension.cs).
 */
export function killTracked(assignment: string): number {
  let killed = 0
  for (const pid of processIds()) {
    if (!environmentOf(pid).includes(assignment)) continue
    try {
      process.kill(pid, 'SIGKILL')
      killed++
    } catch {
      // It has exited in the meantime.
    }
  }
  return killed
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter(pid => Number.isInteger(pid) && pid !== process.pid)
  } catch {
    return []
  }
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    // Another user's process, or gone.
    return []
  }
}
