import { UserError } from '@tsh/action'
import type { ClientChannel } from 'ssh2'
import { NotConnected, type SessionPool } from '../connection/session-pool.ts'
import { type AfterMarker, afterMarker } from './after-marker.ts'
import { commandLine } from './command-line.ts'
import { lastOf } from './kept-output.ts'
import { firstLineOf } from './lines.ts'
import { type CommandEnd, NotSent, RemoteCommandError } from './remote.ts'

/** Bytes of a command's error output that are kept, the last ones. */
const MAX_STDERR_BYTES = 256 * 1024

/** How a command ends of which nothing more is known, because its connection was lost. */
export const CUT_OFF: CommandEnd = { code: undefined, signal: undefined, stderr: '' }

/** A command that the server has begun. */
export interface RunningCommand {
  /** Its input and output; nothing that the login shell prints is in it. */
  channel: ClientChannel
  finished: Promise<CommandEnd>
}

export interface StartOptions {
  name: string
  /** Ends its input at once, for which start files of the login shell may wait. Otherwise it is open. */
  withoutInput?: boolean
  /** Is called with all of the error output. */
  onStderr?: (part: Buffer) => void
  /** Is called with what the login shell has printed before the command. */
  onGreeting: (text: string) => void
}

/**
 * Starts a command, and waits until it has begun.
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
    // A connection that is lost meanwhile calls no one back; whether the command has begun is not known then.
    const settled = pool.onceEnded(() => reject(new RemoteCommandError(name, command, CUT_OFF, '')))
    // The listeners are set in the callback itself: a short command's exit status may be in the same packet as the answer
    // that it was started, and would be over before a promise continues.
    const listen = (channel: ClientChannel): void => {
      channel.on('error', () => {})
      if (withoutInput) channel.end()
      const stdout = afterMarker(marker)
      const stderr = afterMarker(marker)
      const errors = lastOf(MAX_STDERR_BYTES)
      // sshd does not keep the order of the two outputs.
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
        settled()
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
            : ranNothing(name, end.code, text),
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

/** Reads until the marker; what follows it is left to be read. */
function whenFound(channel: ClientChannel, marker: AfterMarker, found: () => void): void {
  const read = (): void => {
    // To read more than there is would end an output that ends here, before anyone can listen to it.
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
 * The exit status comes before or after the end of the output; only `close` is the end of both. When the connection is
 * lost after the status and before the last of the output, the status says nothing about what has arrived.
 */
function ended(pool: SessionPool, channel: ClientChannel, stderr: () => string): Promise<CommandEnd> {
  let code: number | undefined
  let signal: string | undefined
  let lost = false
  const settled = pool.onceEnded(() => {
    lost = true
  })
  channel.on('exit', (status: number | null, name?: string) => {
    code = status ?? undefined
    signal = name ?? undefined
  })
  return new Promise(resolve =>
    channel.on('close', () => {
      settled()
      resolve({ code: lost ? undefined : code, signal, stderr: stderr() })
    }),
  )
}

function ranNothing(name: string, code: number, text: string): UserError {
  const printed = text === '' ? '' : `, it printed "${firstLineOf(text)}"`
  return new UserError(
    `${name} ran nothing of what it was sent (exit code ${code}${printed}). Check the login shell of the user, and its key for a forced command`,
  )
}
