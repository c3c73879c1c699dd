import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** Time for a child and its descendants to clean up, such as to remove a sandbox. */
const CLEAN_UP_MS = 30_000
const POLL_MS = 50

const running = new Map<number, Promise<unknown>>()
let interrupted = false

/** Whether this process is shutting down and must not start anything. */
export const isInterrupted = (): boolean => interrupted

/**
 * Stops a child when this process is interrupted. The child needs its own process group: the jest workers, which remove their
 * sandboxes, are not direct children of this process.
 */
export function stopOnInterrupt<T>(child: ChildProcess, end: Promise<T>): Promise<T> {
  const { pid } = child
  if (pid === undefined) return end
  running.set(pid, end)
  return end.finally(() => running.delete(pid))
}

for (const signal of SIGNALS)
  process.on(signal, () => {
    const groups = [...running]
    // A second signal kills the processes immediately.
    for (const [pid] of groups) send(pid, interrupted ? 'SIGKILL' : signal)
    if (interrupted) return
    interrupted = true
    void Promise.allSettled(groups.map(([pid, end]) => end.then(() => groupEnd(pid)))).then(() =>
      process.exit(128 + constants.signals[signal]),
    )
  })

async function groupEnd(pid: number): Promise<void> {
  const deadline = Date.now() + CLEAN_UP_MS
  do await sleep(POLL_MS)
  while (send(pid, 0) && Date.now() < deadline)
}

/** @returns whether the process group exists */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}
