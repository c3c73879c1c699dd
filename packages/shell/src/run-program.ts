import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { endDescendants } from './descendants.ts'
import { splitLines } from './lines.ts'
import type { RunOptions, ShellOutput } from './shell.ts'

type Options = Omit<RunOptions, 'allowFailure' | 'env'> & { env: Record<string, string> }

/** Exit code of a shell for a killed program; @actions/exec does not expose the signal. */
const KILLED = 137

/** Runs a program to completion. @throws UserError when it cannot be started */
export async function runProgram(
  file: string,
  args: readonly string[],
  { input, cancelled, ...options }: Options,
): Promise<ShellOutput> {
  cancelled?.throwIfAborted()
  cancelled?.addEventListener('abort', endDescendants, { once: true })
  try {
    return input === undefined
      ? await execute(file, args, options)
      : await withInputFile(input, path => execute('sh', ['-c', WITH_INPUT, path, file, ...args], options))
  } catch (cause) {
    throw new UserError(`cannot start "${file}". Is it installed on the runner?`, { cause })
  } finally {
    cancelled?.removeEventListener('abort', endDescendants)
    cancelled?.throwIfAborted()
  }
}

/** Exit code of a shell for a program that does not exist. */
const NOT_FOUND = 127
const WITH_INPUT = `command -v "$1" > /dev/null || exit ${NOT_FOUND}; exec "$@" < "$0"`

/**
 * Passes the input of a program as a file: @actions/exec writes it into a pipe, and fails with EPIPE when the program
 * exits without reading it.
 */
async function withInputFile(
  input: string,
  work: (path: string) => Promise<ShellOutput>,
): Promise<ShellOutput> {
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), 'input-'))
  try {
    const path = join(folder, 'input')
    await writeFile(path, input, { mode: 0o600 })
    const output = await work(path)
    if (output.code === NOT_FOUND && output.stderr === '') throw new Error('command not found')
    return output
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function execute(
  file: string,
  args: readonly string[],
  { cwd, env, onLine }: Pick<Options, 'cwd' | 'env' | 'onLine'>,
): Promise<ShellOutput> {
  const { getExecOutput } = await import('@actions/exec')
  const lines = onLine === undefined ? undefined : ([splitLines(onLine), splitLines(onLine)] as const)
  const { exitCode, stdout, stderr } = await getExecOutput(file, [...args], {
    silent: true,
    ignoreReturnCode: true,
    env,
    ...(cwd === undefined ? {} : { cwd }),
    ...(lines === undefined ? {} : { listeners: { stdout: lines[0].write, stderr: lines[1].write } }),
  })
  for (const { end } of lines ?? []) end()
  return { code: (exitCode as number | null) ?? KILLED, stdout, stderr }
}
