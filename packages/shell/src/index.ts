import { UserError } from '@tsh/action'
import { runProgram } from './run-program.ts'
import type { Shell } from './shell.ts'

export { endMarkedProcesses, processMark } from './marked-processes.ts'
export type { RunOptions, Shell, ShellOutput } from './shell.ts'

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
  async run(file, args, { env = plainEnvironment(), allowFailure = false, ...options } = {}) {
    const output = await runProgram(file, args, { env, ...options })
    if (output.code === 0 || allowFailure) return output
    const lastWords = output.stderr.trim().split('\n').slice(-3).join(' ')
    throw new UserError(
      `"${file} ${args[0] ?? ''}" failed with exit code ${output.code}: ${lastWords || 'it printed nothing'}`,
    )
  },
}

/** The same shell until the run is cancelled; then programs are ended with all that they have started. */
export const cancellableShell = (cancelled: AbortSignal): Shell => ({
  run: (file, args, options) => shell.run(file, args, { ...options, cancelled }),
})
