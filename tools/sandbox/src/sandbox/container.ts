import { type CommandResult, run } from '../machine/command.ts'

/** Long, because even a small program starts slowly on a busy disk; an exited container is detected immediately. */
export const START_SECONDS = 120

/** Whether a container is running. */
export async function isRunning(container: string): Promise<boolean> {
  return (
    (await run('docker', ['inspect', '--format', '{{.State.Running}}', container])).stdout.trim() === 'true'
  )
}

/** Diagnostics of an unresponsive container: its state, its processes and its last log lines. */
export async function stateOf(container: string): Promise<string> {
  const outputs = await Promise.all([
    run('docker', ['inspect', '--format', 'Container: {{json .State}}', container]),
    run('docker', ['top', container, '-o', 'pid,etime,stat,args']),
    run('docker', ['logs', '--tail', '5', container]),
  ])
  return outputs.map(({ stdout, stderr }) => `${stdout}${stderr}`.trim()).join('\n')
}

/** How often a command is retried if the engine failed to start it. */
const MAX_ATTEMPTS = 3

/** Runs a shell command in a container as root. */
export const execIn = (container: string, command: string, input?: string | Buffer): Promise<CommandResult> =>
  execWith(['docker', 'exec', '--interactive', container], command, input)

/** Runs a shell command in a container. @param prefix see `execPrefix` */
export async function execWith(
  [file = '', ...args]: readonly string[],
  command: string,
  input?: string | Buffer,
): Promise<CommandResult> {
  for (let attempt = 1; ; attempt++) {
    // A pipe, because the command may open /dev/stdin; Node gives its children a socket.
    const shell =
      input === undefined ? ['sh', '-c', command] : ['sh', '-c', 'cat | sh -c "$1"', 'sh', command]
    const given = input === undefined ? {} : { input }
    const result = await run(file, [...args, ...shell], { ...given, mayLeaveDaemon: true })
    if (attempt === MAX_ATTEMPTS || !neverStarted(result)) return result
  }
}

/**
 * Whether the engine failed before the command started, which happens occasionally under load. Nothing has run, so the
 * command can be retried (seen with runc 1.1.15; see opencontainers/runc#1547 for the message).
 */
export function neverStarted({ code, stderr, stdout }: CommandResult): boolean {
  const message = /OCI runtime exec failed: exec failed: .*read init-p: connection reset by peer/
  return code === 126 && message.test(`${stdout}${stderr}`)
}
