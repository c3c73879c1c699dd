import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { endedByInterruption, isInterrupted } from './interruption.ts'

export const ROOT = resolve(import.meta.dirname, '../..')

/** How a part of the suite ended. */
export interface Outcome {
  passed: number
  /** Cases that belong to the part but were left for `npm run test:full`. */
  left: number
  /** A line each; empty when the part passed. */
  failures: string[]
}

export interface CommandOptions {
  /** Print stderr while the command runs, instead of collecting it. */
  live?: boolean
  /** Print stdout while the command runs, in addition to collecting it. */
  echo?: boolean
  env?: Record<string, string>
}

/** Runs a program of this repository; its exit code decides whether one check passed. */
export async function runCheck(name: string, file: string, args: readonly string[]): Promise<Outcome> {
  const { code, output } = await runCommand(file, args)
  if (code === 0) return { passed: 1, left: 0, failures: [] }
  return { passed: 0, left: 0, failures: [`${output.trimEnd()}\n${name} exited with code ${code}`] }
}

/** A script of this repository, as {@link runCheck}. */
export const runScript = (path: string, ...args: string[]): Promise<Outcome> =>
  runCheck(path, process.execPath, ['--disable-warning=ExperimentalWarning', path, ...args])

/** Runs a program in the root folder to its end. */
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
  return endedByInterruption(
    child,
    new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', code => resolve({ code: code ?? 1, output }))
    }),
  )
}
