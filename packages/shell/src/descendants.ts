import { readFileSync } from 'node:fs'

/** Ends every program that this process has started, and what those have started. */
export function endDescendants(): void {
  for (const pid of descendantsOf(process.pid)) {
    try {
      process.kill(pid, 'SIGTERM')
    } catch {
      // It has ended.
    }
  }
}

/** The kernel lists the children of a process by the thread that started them (proc_pid_task(5)). */
function descendantsOf(pid: number): number[] {
  const children = childrenOf(pid)
  return [...children, ...children.flatMap(descendantsOf)]
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return text.split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
