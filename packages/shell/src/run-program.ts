import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { StringDecoder } from 'node:string_decoder'
import { UserError } from '@tsh/action'
import type { RunOptions, ShellOutput } from './index.ts'

/** Until a program that was asked to end is killed. The runner kills the action ten seconds after a cancellation. */
const KILLED_AFTER_MS = 5000
/** A program that has ended may have left one in the background that holds its outputs open. */
const OUTPUT_OPEN_MS = 10_000

type Options = Omit<RunOptions, 'allowFailure' | 'env'> & { env: Record<string, string> }

/** Runs a program to its end. @throws UserError when it cannot be started */
export async function runProgram(
  file: string,
  args: readonly string[],
  { cwd, env, input, onLine, cancelled }: Options,
): Promise<ShellOutput> {
  cancelled?.throwIfAborted()
  const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] as const
  // In a group of its own it is ended with what it has started, such as a plugin of docker.
  const child = spawn(file, args, { cwd, env, stdio: [...stdio], detached: cancelled !== undefined })
  const outputs = [collector(onLine), collector(onLine)] as const
  child.stdout?.on('data', outputs[0].write)
  child.stderr?.on('data', outputs[1].write)
  // One that ends without reading its input is judged by its exit code.
  child.stdin?.on('error', () => {}).end(input)
  const end = (): void => endGroup(child)
  cancelled?.addEventListener('abort', end, { once: true })
  try {
    const code = await exitCode(child, file)
    cancelled?.throwIfAborted()
    return { code, stdout: outputs[0].end(), stderr: outputs[1].end() }
  } finally {
    cancelled?.removeEventListener('abort', end)
  }
}

function exitCode(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', cause =>
      reject(new UserError(`cannot start "${file}". Is it installed on the runner?`, { cause })),
    )
    const ended = (code: number | null, signal: NodeJS.Signals | null): void =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    child.on('close', ended)
    child.on('exit', (code, signal) => {
      setTimeout(() => ended(code, signal), OUTPUT_OPEN_MS).unref()
    })
  })
}

function endGroup(child: ChildProcess): void {
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    } catch {
      // It has ended.
    }
  }
  signal('SIGTERM')
  const timer = setTimeout(() => signal('SIGKILL'), KILLED_AFTER_MS)
  child.on('close', () => clearTimeout(timer))
}

/** Collects an output as text, and hands its lines on, also a last one without a line break. */
function collector(onLine: ((line: string) => void) | undefined) {
  const decoder = new StringDecoder('utf8')
  let text = ''
  let rest = ''
  const add = (part: string): void => {
    text += part
    if (!onLine) return
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
  return {
    write: (data: Buffer): void => add(decoder.write(data)),
    end(): string {
      add(decoder.end())
      if (rest !== '') onLine?.(rest)
      return text
    },
  }
}
