import { redactedEnd, UserError } from '@tsh/action'
import type { KeptConnection } from '../connection/kept-connection.ts'
import type { Answer, HttpRequest } from '../http/http.ts'

/** A server reached over SSH. Commands are argument lists, which are quoted in one place. */
export interface Remote {
  /** `user@host`, for messages. */
  readonly name: string
  /** Fingerprint of the host key that was accepted, as `ssh-keygen -l` prints it. */
  readonly hostKey: string
  /** Aborts when the run is cancelled; missing if a cancellation must not stop the work. */
  readonly cancelled?: AbortSignal
  /** The same server without cancellation, for cleaning up. */
  readonly uncancellable?: Remote
  /**
   * Runs a command to completion.
   * @throws RemoteCommandError when the exit code is not 0 (unless allowed) or the connection is lost
   * @throws UserError when there is more output than is kept, unless `onLine` is set
   */
  run(command: readonly string[], options?: CommandOptions): Promise<CommandOutput>
  /** Starts a command with a byte stream as output, for dumps and images, with backpressure. */
  stream(command: readonly string[]): Promise<CommandStream>
  /**
   * Sends an HTTP request through the connection, from the point of view of the server.
   * @throws ForwardingForbidden
   */
  request(request: HttpRequest): Promise<Answer>
  /** Opens a persistent connection to the address and `Host` of a request. */
  keep(site: HttpRequest): Promise<KeptConnection>
  /**
   * Registers a callback that runs before anything else over a new connection, if lost ones are replaced. If it throws,
   * nothing can be run any more.
   */
  onReconnect?(secure: (fresh: Remote) => Promise<void>): void
  /** Drops the connection if lost ones are replaced, so that the `onReconnect` callbacks run again. */
  drop?(): void
  close(): void
}

/** A `Remote` over one connection. */
export interface Connection extends Remote {
  /** True after either side has ended the connection. */
  readonly lost: boolean
}

export interface CommandOptions {
  /** The stdin of the command; secrets are passed this way, never as arguments. */
  input?: string | Buffer | NodeJS.ReadableStream
  /** Called for every line of output as it arrives. */
  onLine?: (line: string) => void
  /** Return instead of throwing when the exit code is not 0. Default: false. */
  allowFailure?: boolean
  /**
   * Seconds without output after which the command is aborted and the connection closed; 0 disables the limit.
   * Default: 900. A silent command is reported in the log after two minutes.
   */
  silence?: number
}

export interface CommandOutput {
  code: number
  stdout: string
  stderr: string
}

export interface CommandStream {
  /** stdin; `write` and `drain` provide backpressure. Writing to a command that has exited is not an error. */
  readonly input: NodeJS.WritableStream
  /** stdout; it ends cleanly even if the command was killed, so only `finished` is conclusive. */
  readonly output: NodeJS.ReadableStream & AsyncIterable<Buffer>
  /** Resolves when the command has exited and all its output was read. */
  readonly finished: Promise<CommandEnd>
  /** Closes the stdin of the command, which is open until then. */
  end(): void
  /** Aborts the command. */
  abort(): void
}

export interface CommandEnd {
  /** `undefined` if the command was killed or the connection was lost: never a success. */
  code: number | undefined
  signal: string | undefined
  /** Seconds without output after which it was aborted, if that was the reason. */
  silent?: number
  /** The end of stderr. */
  stderr: string
}

/** A failed command on the server. */
export class RemoteCommandError extends UserError {
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string

  constructor(server: string, command: readonly string[], end: CommandEnd, stdout: string) {
    // Never stdout: it may be an env file or an interpolated compose file.
    const lastLines = redactedEnd(end.stderr.trim().split('\n').slice(-3).join(' '), 600)
    const reason = lastLines || (end.code === undefined ? '' : 'no error output')
    super(`"${shortName(command)}" on ${server} ${how(end)}${reason && `: ${reason}`}`)
    this.code = end.code
    this.stdout = stdout
    this.stderr = end.stderr
  }
}

/** A command that was not sent because its connection had ended, which had not been detected yet. */
export class NotSent extends RemoteCommandError {
  constructor(server: string, command: readonly string[]) {
    super(server, command, { code: undefined, signal: undefined, stderr: '' }, '')
  }
}

function how({ code, signal, silent }: CommandEnd): string {
  if (code !== undefined) return `failed with exit code ${code}`
  if (signal) return `was terminated by ${signal}`
  if (silent) return `was aborted: no output for ${silent} s; connection closed`
  return 'was interrupted: the connection was lost'
}

/** A short, recognizable form of a command, without values. */
export function shortName(command: readonly string[]): string {
  const args = command.filter(arg => !/^[A-Z_]+=/.test(arg) && arg !== 'env')
  if (args[0] === 'sh') return args[3] ?? 'sh'
  return args.slice(0, args[0] === 'docker' ? 3 : 2).join(' ')
}
