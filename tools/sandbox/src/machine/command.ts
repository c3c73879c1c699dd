import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { UserError } from '@tsh/action'

export interface CommandResult {
  code: number
  stdout: string
  stderr: string
}

export interface CommandOptions {
  input?: string | Buffer
  cwd?: string
  env?: Record<string, string>
  timeoutMs?: number
  /** Returns when the program exits, even if a daemon that it started keeps its output open. */
  mayLeaveDaemon?: boolean
  /** Called with each line of both streams as it arrives. */
  onLine?: (line: string) => void
}

/** The output of an exited program is complete when nothing has arrived for this long. */
const QUIET_MS = 100

/** Runs a program until it exits. The code is 127 if it cannot be started, and 124 if it times out. */
export function run(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise(resolve => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ? { ...process.env, ...options.env } : process.env,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    const output = { stdout: '', stderr: '' }
    let late = false
    const timer = options.timeoutMs
      ? setTimeout(() => {
          late = true
          child.kill('SIGKILL')
        }, options.timeoutMs)
      : undefined
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
        if (options.onLine) for (const line of text.split(/[\r\n]+/)) if (line) options.onLine(line)
      })
    }
    child.on('error', error => {
      clearTimeout(timer)
      resolve({ code: 127, stdout: '', stderr: error.message })
    })
    const end = (code: number | null): void => {
      clearTimeout(timer)
      for (const stream of [child.stdout, child.stderr]) stream?.destroy()
      resolve({ code: late ? 124 : (code ?? 137), ...output })
    }
    child.on('close', end)
    if (options.mayLeaveDaemon)
      child.on('exit', code => whenQuiet([child.stdout, child.stderr], () => end(code)))
    // A program that ends before it has read its input is judged by its exit code.
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.input)
  })
}

/**
 * Calls back when nothing has come for {@link QUIET_MS}. On a busy machine the timer is late and output waits to be read,
 * so that reading has its turn between the timer and the decision.
 */
function whenQuiet(streams: readonly (Readable | null)[], done: () => void): void {
  let hasRead = false
  for (const stream of streams)
    stream?.on('data', () => {
      hasRead = true
    })
  const wait = (): void => {
    hasRead = false
    setTimeout(() => setImmediate(() => (hasRead ? wait() : done())), QUIET_MS)
  }
  wait()
}

/** Runs a program that must succeed and gives its trimmed output; its last words become the error. */
export async function must(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const result = await run(file, args, options)
  if (result.code !== 0) throw new UserError(failure([file, ...args], result))
  return result.stdout.trim()
}

/** One sentence for a failed command: the command, its exit code, its last lines. */
export function failure(command: readonly string[], result: CommandResult): string {
  const shown = command.join(' ').replace(/\s+/g, ' ').slice(0, 120)
  const lines = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-8).join('\n')
  return `\`${shown}\` exited with code ${result.code}: ${lines}`
}

/** `docker …` that must succeed. */
export const docker = (args: readonly string[], options?: CommandOptions): Promise<string> =>
  must('docker', args, options)
