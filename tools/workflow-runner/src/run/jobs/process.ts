import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Canceller } from '../canceller.ts'
import { lineSplitter } from '../log/lines.ts'
import { killTracked } from './orphans.ts'

/** actions/runner, ProcessInvoker.cs: SIGINT, 7.5 s later SIGTERM, 2.5 s later the whole tree is killed. */
const TERMINATE_AFTER_MS = 7_500
const KILL_AFTER_MS = 2_500
/** ProcessInvoker.cs: how long to wait for the output of a child that outlives the step. */
const STREAMS_CLOSE_AFTER_MS = 5_000

export interface Command {
  file: string
  args: string[]
  directory: string
  env: Record<string, string>
  /** Identifies the step's processes, including forked ones. */
  tracking: { name: string; value: string }
  canceller: Canceller
  onLine: (line: string) => void
}

/** Runs a step's entry process in its own process group. @returns its exit code */
export function runCommand(command: Command): Promise<number> {
  const { file, args, directory, env, tracking, canceller } = command
  const child = spawn(file, args, {
    cwd: directory,
    env: { ...env, [tracking.name]: tracking.value },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const streams = [child.stdout, child.stderr].map(stream => {
    const lines = lineSplitter(command.onLine)
    stream.setEncoding('utf8').on('data', lines.add).on('end', lines.end)
    return stream
  })
  const timers: NodeJS.Timeout[] = []
  const stopListening = canceller.onCancel(() => {
    child.kill('SIGINT')
    timers.push(setTimeout(() => child.kill('SIGTERM'), TERMINATE_AFTER_MS))
    timers.push(setTimeout(() => killTree(child.pid, tracking), TERMINATE_AFTER_MS + KILL_AFTER_MS))
  })
  child.on('exit', () => {
    timers.push(
      setTimeout(() => {
        for (const stream of streams) stream.destroy()
      }, STREAMS_CLOSE_AFTER_MS),
    )
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  return ended.finally(() => {
    stopListening()
    for (const timer of timers) clearTimeout(timer)
  })
}

function killTree(pid: number | undefined, tracking: Command['tracking']): void {
  killTracked(`${tracking.name}=${tracking.value}`)
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The process group no longer exists.
  }
}
