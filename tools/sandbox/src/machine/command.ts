import { spawn } from 'node:child_process'
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
    let quiet: NodeJS.Timeout | undefined
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
      clearTimeout(quiet)
      for (const stream of [child.stdout, child.stderr]) stream?.destroy()
      resolve({ code: late ? 124 : (code ?? 137), ...output })
    }
    child.on('close', end)
    if (options.mayLeaveDaemon)
      child.on('exit', code => {
        quiet = setTimeout(end, QUIET_MS, code)
        for (const stream of [child.stdout, child.stderr]) stream?.on('data', () => quiet?.refresh())
      })
    // If a program exits before reading its input, its exit code decides.
    child.stdin?.on('error', () => {})
    child.stdin?.end(options.input)
  })
}

/** Runs a program that must succeed. @returns its trimmed output @throws UserError with the end of its output */
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
