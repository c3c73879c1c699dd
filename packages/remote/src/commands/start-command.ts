import { UserError } from '@tsh/action'
import type { ClientChannel } from 'ssh2'
import { NotConnected, type SessionPool } from '../connection/session-pool.ts'
import { type AfterMarker, afterMarker } from './after-marker.ts'
import { commandLine } from './command-line.ts'
import { lastOf } from './kept-output.ts'
import { firstLineOf } from './lines.ts'
import { type CommandEnd, NotSent, RemoteCommandError } from './remote.ts'

/** Limit for the end of a command's stderr. */
const MAX_STDERR_BYTES = 256 * 1024

/** The end of a command whose connection was lost. */
export const CONNECTION_LOST: CommandEnd = { code: undefined, signal: undefined, stderr: '' }

/** A started command. */
export interface RunningCommand {
  /** Its stdin and stdout, without the output of the login shell. */
  channel: ClientChannel
  finished: Promise<CommandEnd>
}

export interface StartOptions {
  name: string
  /** Closes stdin immediately, because startup files of the login shell may wait for that. Otherwise it stays open. */
  withoutInput?: boolean
  /** Called with all of stderr. */
  onStderr?: (part: Buffer) => void
  /** Called with the output of the login shell before the command. */
  onGreeting: (text: string) => void
}

/**
 * Starts a command and waits until it is running.
 * @throws NotSent
 * @throws RemoteCommandError when the connection is lost meanwhile
 * @throws UserError when the server does not run it
 */
export function startCommand(
  pool: SessionPool,
  command: readonly string[],
  { name, withoutInput = false, onStderr, onGreeting }: StartOptions,
): Promise<RunningCommand> {
  const marker = crypto.randomUUID().replaceAll('-', '')
  return new Promise((resolve, reject) => {
    const line = commandLine(command, marker)
    // A lost connection does not call back; whether the command has started is unknown then.
    const unsubscribe = pool.onceEnded(() =>
      reject(new RemoteCommandError(name, command, CONNECTION_LOST, '')),
    )
    // Listeners are added in the callback itself: the exit status of a short command may be in the same packet as the
    // confirmation of its start, and would be missed before a promise continues.
    const listen = (channel: ClientChannel): void => {
      channel.on('error', () => {})
      if (withoutInput) channel.end()
      const stdout = afterMarker(marker)
      const stderr = afterMarker(marker)
      const errors = lastOf(MAX_STDERR_BYTES)
      // sshd does not preserve the order of stdout and stderr.
      const greeted = ({ text }: AfterMarker): void => {
        if (text.trim() !== '') onGreeting(text)
      }
      channel.stderr.on('data', (part: Buffer) => {
        const isBefore = !stderr.found
        const own = stderr.take(part)
        if (isBefore && stderr.found && stdout.found) greeted(stderr)
        errors.take(own)
        onStderr?.(own)
      })
      const finished = ended(pool, channel, () => (stderr.found ? errors.text() : stderr.text))
      whenFound(channel, stdout, () => {
        unsubscribe()
        greeted(stdout)
        if (stderr.found) greeted(stderr)
        resolve({ channel, finished })
      })
      finished.then(end => {
        if (stdout.found) return
        const text = stdout.text.trim() || end.stderr.trim()
        reject(
          end.code === undefined
            ? new RemoteCommandError(name, command, end, '')
            : notRun(name, end.code, text),
        )
      })
    }
    pool.exec(line, listen).catch((cause: Error) => {
      if (cause instanceof NotConnected) reject(new NotSent(name, command))
      else if (cause instanceof UserError) reject(cause)
      else reject(new UserError(`${name} opened no session: ${cause.message}`, { cause }))
    })
  })
}

/** Reads up to the marker; the rest stays in the channel. */
function whenFound(channel: ClientChannel, marker: AfterMarker, found: () => void): void {
  const read = (): void => {
    // Reading more than available would end a finished output before anyone can listen to it.
    while (channel.readableLength > 0) {
      const own = marker.take(channel.read(channel.readableLength))
      if (!marker.found) continue
      channel.off('readable', read)
      if (own.length > 0) channel.unshift(own)
      found()
      return
    }
    channel.read(0)
  }
  channel.on('readable', read)
}

/**
 * The exit status is received before or after the end of the output; only `close` marks the end of both. If the
 * connection is lost between the status and the end of the output, the status does not prove that the output is complete.
 */
function ended(pool: SessionPool, channel: ClientChannel, stderr: () => string): Promise<CommandEnd> {
  let code: number | undefined
  let signal: string | undefined
  let lost = false
  const unsubscribe = pool.onceEnded(() => {
    lost = true
  })
  channel.on('exit', (status: number | null, name?: string) => {
    code = status ?? undefined
    signal = name ?? undefined
  })
  return new Promise(resolve =>
    channel.on('close', () => {
      unsubscribe()
      resolve({ code: lost ? undefined : code, signal, stderr: stderr() })
    }),
  )
}

function notRun(name: string, code: number, text: string): UserError {
  const printed = text === '' ? '' : `, it printed "${firstLineOf(text)}"`
  return new UserError(
    `${name} did not run the command (exit code ${code}${printed}). Check the login shell of the user, and its key for a forced command`,
  )
}
