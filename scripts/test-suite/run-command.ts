import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { isInterrupted, stopOnInterrupt } from './interruption.ts'

export const ROOT = resolve(import.meta.dirname, '../..')

/** The outcome of a part of the suite. */
export interface Outcome {
  passed: number
  /** Cases of the part that only `npm run test:full` runs. */
  skipped: number
  /** One line per failure; empty if the part passed. */
  failures: string[]
}

export interface CommandOptions {
  /** Print stderr while the command runs, instead of collecting it. */
  live?: boolean
  /** Print stdout while the command runs, in addition to collecting it. */
  echo?: boolean
  env?: Record<string, string>
}

/** Runs a program of this repository as one check that passes on exit code 0. */
export async function runCheck(name: string, file: string, args: readonly string[]): Promise<Outcome> {
  const { code, output } = await runCommand(file, args)
  if (code === 0) return { passed: 1, skipped: 0, failures: [] }
  return { passed: 0, skipped: 0, failures: [`${output.trimEnd()}\n${name} exited with code ${code}`] }
}

/** Runs a script of this repository like {@link runCheck}. */
export const runScript = (path: string, ...args: string[]): Promise<Outcome> =>
  runCheck(path, process.execPath, ['--disable-warning=ExperimentalWarning', path, ...args])

/** Runs a program in the root folder and waits for it to exit. */
export function runCommand(
  file: string,
  args: readonly string[],
  { live = false, echo = false, env = {} }: CommandOptions = {},
): Promise<{ code: number; output: string }> {
  if (isInterrupted()) return new Promise(() => {})
  const child = spawn(file, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', live ? 'inherit' : 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (echo) process.stdout.write(text)
    })
  return stopOnInterrupt(
    child,
    new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', code => resolve({ code: code ?? 1, output }))
    }),
  )
}
