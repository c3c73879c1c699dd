import { StringDecoder } from 'node:string_decoder'
import { UserError } from '@tsh/action'

/** Runs programs on this machine. Arguments are never joined to a shell line. */
export interface Shell {
  run(file: string, args: readonly string[], options?: RunOptions): Promise<ShellOutput>
}

export interface RunOptions {
  /** Working folder; default: the workspace. */
  cwd?: string
  /** The whole environment of the program; default: `PATH`, `HOME` and the like, without inputs and secrets. */
  env?: Record<string, string>
  /** What the program reads from its standard input. */
  input?: string
  /** Called for every line of output; default: it is only collected. */
  onLine?: (line: string) => void
  /** Return instead of throwing when the exit code is not 0. Default: false. */
  allowFailure?: boolean
}

export interface ShellOutput {
  code: number
  stdout: string
  stderr: string
}

/** The variables a program needs to find itself and its user; everything else stays with the action. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'RUNNER_TEMP',
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CONFIG',
  'DOCKER_TLS_VERIFY',
  'DOCKER_CERT_PATH',
  'CI',
]

/** The environment of this process, less inputs, secrets and everything else that was not meant for the program. */
export function plainEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const name of PASSED_ON) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return { ...environment, ...extra }
}

/** The shell of this machine. */
export const shell: Shell = {
  async run(file, args, { cwd, env = plainEnvironment(), input, onLine, allowFailure = false } = {}) {
    const { getExecOutput } = await import('@actions/exec')
    const lines = onLine === undefined ? undefined : ([splitLines(onLine), splitLines(onLine)] as const)
    const output = await getExecOutput(file, [...args], {
      silent: true,
      ignoreReturnCode: true,
      env,
      ...(cwd === undefined ? {} : { cwd }),
      ...(input === undefined ? {} : { input: Buffer.from(input) }),
      ...(lines === undefined ? {} : { listeners: { stdout: lines[0].write, stderr: lines[1].write } }),
    }).catch((cause: unknown) => {
      throw new UserError(`cannot start "${file}". Is it installed on the runner?`, { cause })
    })
    for (const { end } of lines ?? []) end()
    if (output.exitCode !== 0 && !allowFailure) {
      const lastWords = output.stderr.trim().split('\n').slice(-3).join(' ')
      throw new UserError(
        `"${file} ${args[0] ?? ''}" failed with exit code ${output.exitCode}: ${lastWords || 'it printed nothing'}`,
      )
    }
    return { code: output.exitCode, stdout: output.stdout, stderr: output.stderr }
  },
}

/** @actions/exec has a listener for lines, but never gives it a last line without a line break. */
function splitLines(onLine: (line: string) => void): { write(data: Buffer): void; end(): void } {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return {
    write(data) {
      const lines = (rest + decoder.write(data)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    },
    end() {
      rest += decoder.end()
      if (rest !== '') onLine(rest)
    },
  }
}
