import { redactedEnd, UserError } from '@tsh/action'
import type { KeptConnection } from '../connection/kept-connection.ts'
import type { Answer, HttpRequest } from '../http/http.ts'

/** A server reached over SSH. Commands are lists of words; they are quoted in one place. */
export interface Remote {
  /** `user@host`, for messages. */
  readonly name: string
  /** Aborts when the run is cancelled; missing where a cancellation must not stop the work. */
  readonly cancelled?: AbortSignal
  /** The same server whatever is cancelled, for taking back what was begun. */
  readonly regardless?: Remote
  /**
   * Runs a command to its end.
   * @throws RemoteCommandError when the exit code is not 0 (unless allowed) or the connection is lost
   * @throws UserError when there is more output than is kept, unless its lines are followed
   */
  run(command: readonly string[], options?: CommandOptions): Promise<CommandOutput>
  /** Starts a command whose output is a stream of bytes: for dumps and images, with back-pressure. */
  stream(command: readonly string[]): Promise<CommandStream>
  /**
   * Asks an HTTP server through the connection, as the server itself would see it.
   * @throws ForwardingForbidden
   */
  request(request: HttpRequest): Promise<Answer>
  /** Opens a connection for several requests, to the address and `Host` of this one. */
  keep(site: HttpRequest): Promise<KeptConnection>
  /**
   * Says what must hold before anything else runs over a new connection, where lost ones are replaced. When it throws,
   * nothing runs any more.
   */
  onReconnect?(secure: (fresh: Remote) => Promise<void>): void
  /** Gives the connection up where lost ones are replaced, so that what must hold is made sure of again. */
  drop?(): void
  close(): void
}

/** A `Remote` over one connection. */
export interface Connection extends Remote {
  /** True once the connection has ended, from whichever side. */
  readonly lost: boolean
}

export interface CommandOptions {
  /** What the command reads from its standard input; secrets go this way, never as arguments. */
  input?: string | Buffer | NodeJS.ReadableStream
  /** Called for every line of output as it comes. */
  onLine?: (line: string) => void
  /** Return instead of throwing when the exit code is not 0. Default: false. */
  allowFailure?: boolean
  /**
   * Seconds without output after which the command is given up, and the connection with it; 0 for a command that may be
   * silent for as long as it takes. Default: 900. The log tells of a silence after two minutes.
   */
  silence?: number
}

export interface CommandOutput {
  code: number
  stdout: string
  stderr: string
}

export interface CommandStream {
  /** The standard input; `write` and `drain` give back-pressure. Writing to a command that has ended is no error. */
  readonly input: NodeJS.WritableStream
  /** The standard output; it ends cleanly even when the command was killed, so `finished` decides. */
  readonly output: NodeJS.ReadableStream & AsyncIterable<Buffer>
  /** Settles when the command has ended and all its output was read. */
  readonly finished: Promise<CommandEnd>
  /** Ends the standard input of the command, which is open until then. */
  end(): void
  /** Gives the command up. */
  abort(): void
}

export interface CommandEnd {
  /** `undefined` when the command was killed or the connection was lost: never a success. */
  code: number | undefined
  signal: string | undefined
  /** Seconds without output after which it was given up, if it was for that. */
  silent?: number
  /** The last part of the standard error output. */
  stderr: string
}

/** A command on the server that failed. */
export class RemoteCommandError extends UserError {
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string

  constructor(server: string, command: readonly string[], end: CommandEnd, stdout: string) {
    // Never the standard output: it may be an env file or an interpolated compose file.
    const lastWords = redactedEnd(end.stderr.trim().split('\n').slice(-3).join(' '), 600)
    const words = lastWords || (end.code === undefined ? '' : 'it printed no error')
    super(`"${shortName(command)}" on ${server} ${how(end)}${words && `: ${words}`}`)
    this.code = end.code
    this.stdout = stdout
    this.stderr = end.stderr
  }
}

/** A command that was not sent: its connection had ended, and that had not been noticed yet. */
export class NotSent extends RemoteCommandError {
  constructor(server: string, command: readonly string[]) {
    super(server, command, { code: undefined, signal: undefined, stderr: '' }, '')
  }
}

function how({ code, signal, silent }: CommandEnd): string {
  if (code !== undefined) return `failed with exit code ${code}`
  if (signal) return `was ended by ${signal}`
  if (silent) return `was given up: no output for ${silent} s; connection closed`
  return 'was cut off: the connection was lost'
}

/** Enough of a command to know it again, without the values in it. */
export function shortName(command: readonly string[]): string {
  const words = command.filter(word => !/^[A-Z_]+=/.test(word) && word !== 'env')
  if (words[0] === 'sh') return words[3] ?? 'sh'
  return words.slice(0, words[0] === 'docker' ? 3 : 2).join(' ')
}
