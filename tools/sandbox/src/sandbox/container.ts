import { type CommandResult, run } from '../machine/command.ts'

/** Long, because on a machine whose disk is busy even a small program comes slowly; one that has ended is not waited for. */
export const START_SECONDS = 120

/** Whether a container has not ended. */
export async function isRunning(container: string): Promise<boolean> {
  return (
    (await run('docker', ['inspect', '--format', '{{.State.Running}}', container])).stdout.trim() === 'true'
  )
}

/** What a container that does not answer is doing: its state, its processes and its last words. */
export async function stateOf(container: string): Promise<string> {
  const asked = await Promise.all([
    run('docker', ['inspect', '--format', 'Its container: {{json .State}}', container]),
    run('docker', ['top', container, '-o', 'pid,etime,stat,args']),
    run('docker', ['logs', '--tail', '5', container]),
  ])
  return asked.map(({ stdout, stderr }) => `${stdout}${stderr}`.trim()).join('\n')
}

/** How often a command is given to the engine that has not even started it. */
const TRIES = 3

/** Runs a shell command in a container as root. */
export const execIn = (container: string, command: string, input?: string | Buffer): Promise<CommandResult> =>
  execWith(['docker', 'exec', '--interactive', container], command, input)

/** Runs a shell command in a container. @param prefix see `execPrefix` */
export async function execWith(
  [file = '', ...args]: readonly string[],
  command: string,
  input?: string | Buffer,
): Promise<CommandResult> {
  for (let tries = 1; ; tries++) {
    // A pipe, which can be opened as /dev/stdin; what this process gives its children is a socket.
    const shell =
      input === undefined ? ['sh', '-c', command] : ['sh', '-c', 'cat | sh -c "$1"', 'sh', command]
    const given = input === undefined ? {} : { input }
    const result = await run(file, [...args, ...shell], { ...given, mayLeaveDaemon: true })
    if (tries === TRIES || !neverStarted(result)) return result
  }
}

/**
 * Whether the engine lost its own helper before the command began, which it does now and then under load; so nothing has
 * been done, and the command can be given again (seen with runc 1.1.15; opencontainers/runc#1547 has the words).
 */
export function neverStarted({ code, stderr, stdout }: CommandResult): boolean {
  const said = /OCI runtime exec failed: exec failed: .*read init-p: connection reset by peer/
  return code === 126 && said.test(`${stdout}${stderr}`)
}
