import { UserError } from '@tsh/action'
import { runProgram } from './run-program.ts'
import type { Shell } from './shell.ts'

export { endMarkedProcesses, processMark } from './marked-processes.ts'
export type { RunOptions, Shell, ShellOutput } from './shell.ts'

const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']
/** How programs reach the internet from a runner behind a proxy, which may have a certificate authority of a company. */
const NETWORK_VARIABLES = [
  ...PROXY_VARIABLES.flatMap(name => [name, name.toUpperCase()]),
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS', 'REQUESTS_CA_BUNDLE', 'GIT_SSL_CAINFO'],
]

/** The variables that are passed to programs; everything else stays in the action. */
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
  // Of a Python that actions/setup-python has installed outside of /opt/hostedtoolcache, as on self-hosted runners.
  'LD_LIBRARY_PATH',
  'PKG_CONFIG_PATH',
  'pythonLocation',
  ...NETWORK_VARIABLES,
]

/** The environment of this process without inputs, secrets and everything else that is not meant for the program. */
export function plainEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const name of PASSED_ON) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return { ...environment, ...withoutProxyFor(environment), ...extra }
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1']

/** Requests to the machine itself, such as those of tests, never go through a proxy. */
function withoutProxyFor(environment: Record<string, string>): Record<string, string> {
  if (!Object.keys(environment).some(name => /^(https?|all)_proxy$/i.test(name))) return {}
  const { no_proxy: lower = '', NO_PROXY: upper = lower } = environment
  const hosts = [...(lower || upper).split(','), ...LOOPBACK].filter(host => host !== '').join(',')
  return { no_proxy: hosts, NO_PROXY: hosts }
}

/** The local shell. */
export const shell: Shell = {
  async run(file, args, { env = plainEnvironment(), allowFailure = false, ...options } = {}) {
    const output = await runProgram(file, args, { env, ...options })
    if (output.code === 0 || allowFailure) return output
    const lastLines = output.stderr.trim().split('\n').slice(-3).join(' ')
    throw new UserError(
      `"${file} ${args[0] ?? ''}" failed with exit code ${output.code}: ${lastLines || 'no error output'}`,
    )
  },
}

/** The same shell, but when the run is cancelled, running programs and their descendants are terminated. */
export const cancellableShell = (cancelled: AbortSignal): Shell => ({
  run: (file, args, options) => shell.run(file, args, { ...options, cancelled }),
})
