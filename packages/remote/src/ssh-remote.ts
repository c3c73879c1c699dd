import { UserError } from '@tsh/action'
import type { Client, ClientChannel } from 'ssh2'
import { ask, endpoint, type HttpRequest } from './http.ts'
import { keep } from './kept-connection.ts'
import { firstOf, type Kept, lastOf } from './kept-output.ts'
import { lineSplitter } from './lines.ts'
import { quoteAll } from './quote.ts'
import {
  type CommandEnd,
  type CommandOptions,
  type Connection,
  NotSent,
  RemoteCommandError,
  shortName,
} from './remote.ts'
import { watchSilence } from './silence.ts'

/** Bytes of a command's output that are kept; the first of its standard output, the last of its error output. */
const LONGEST_OUTPUT = 8 * 1024 * 1024
const LONGEST_ERRORS = 256 * 1024
/** Seconds without output after which a command is given up. */
const LONGEST_SILENCE = 900

/** A `Remote` over an open SSH connection. */
export function sshRemote(client: Client, name: string): Connection {
  client.setMaxListeners(0)
  let lost = false
  client.once('close', () => {
    lost = true
  })
  const noticed = (cause: unknown): never => {
    if (cause instanceof NotSent) lost = true
    throw cause
  }
  return {
    name,
    get lost() {
      return lost
    },
    run: (command, options = {}) => run(client, name, command, options).catch(noticed),
    stream: command =>
      open(client, name, command, channel => {
        const stderr = lastOf(LONGEST_ERRORS)
        channel.stderr.on('data', stderr.take)
        channel.on('error', () => {})
        const finished = ended(client, channel, () => stderr.text().slice(-4000))
        return {
          input: channel,
          output: channel,
          finished,
          end: () => channel.end(),
          abort: () => channel.close(),
        }
      }).catch(noticed),
    request: async request => {
      const channel = await forward(client, request)
      try {
        return await ask(request, channel)
      } finally {
        channel.destroy()
      }
    },
    keep: async site => keep(await forward(client, site), site),
    close() {
      lost = true
      client.end()
    },
  }
}

async function run(client: Client, name: string, command: readonly string[], options: CommandOptions) {
  const silence = watchSilence(`"${shortName(command)}" on ${name}`, {
    limit: (options.silence ?? LONGEST_SILENCE) * 1000,
    giveUp: () => client.destroy(),
  })
  try {
    const { stdout, stderr, finished } = await open(client, name, command, channel => {
      const stdout = collector(firstOf(LONGEST_OUTPUT), options.onLine)
      const stderr = collector(lastOf(LONGEST_ERRORS), options.onLine)
      for (const [stream, { take }] of [[channel, stdout] as const, [channel.stderr, stderr] as const])
        stream.on('data', take).on('data', silence.heard)
      channel.on('drain', silence.heard)
      const finished = ended(client, channel, stderr.text)
      send(channel, options.input)
      return { stdout, stderr, finished }
    })
    const end = await finished
    stdout.flush()
    stderr.flush()
    if (end.code !== undefined && (end.code === 0 || options.allowFailure))
      return { code: end.code, stdout: stdout.text(), stderr: end.stderr }
    const { givenUpAfter } = silence
    const silent = givenUpAfter === undefined ? {} : { silent: Math.round(givenUpAfter / 1000) }
    throw new RemoteCommandError(name, command, { ...end, ...silent }, stdout.text())
  } finally {
    silence.stop()
  }
}

/**
 * Starts a command. The listeners are set in the callback itself: a short command's exit status may be in the same
 * packet as the answer that it was started, and would be over before a promise continues.
 */
function open<T>(
  client: Client,
  name: string,
  command: readonly string[],
  listen: (channel: ClientChannel) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const refused = (cause: Error): void =>
      reject(new UserError(`${name} opened no session: ${cause.message}`, { cause }))
    // A connection that is lost meanwhile calls nobody back; whether the command has begun is not known then.
    const cutOff = { code: undefined, signal: undefined, stderr: '' }
    client.once('close', () => reject(new RemoteCommandError(name, command, cutOff, '')))
    try {
      client.exec(quoteAll(command), (error, channel) => (error ? refused(error) : resolve(listen(channel))))
    } catch {
      // ssh2 throws when the socket has ended already, which its event `close` may tell only later.
      reject(new NotSent(name, command))
    }
  })
}

/**
 * The exit status comes before or after the end of the output; only `close` is the end of both. When the connection is
 * lost after the status and before the last of the output, the status says nothing about what has arrived.
 */
function ended(client: Client, channel: ClientChannel, stderr: () => string): Promise<CommandEnd> {
  let code: number | undefined
  let signal: string | undefined
  let lost = false
  client.once('close', () => {
    lost = true
  })
  channel.on('exit', (status: number | null, name?: string) => {
    code = status ?? undefined
    signal = name ?? undefined
  })
  return new Promise(resolve =>
    channel.on('close', () => resolve({ code: lost ? undefined : code, signal, stderr: stderr() })),
  )
}

function send(channel: ClientChannel, input: CommandOptions['input']): void {
  channel.on('error', () => {})
  if (input === undefined) channel.end()
  else if (typeof input === 'string' || Buffer.isBuffer(input)) channel.end(input)
  else {
    input.on('error', () => channel.close())
    input.pipe(channel)
  }
}

function collector(kept: Kept, onLine: ((line: string) => void) | undefined) {
  const lines = onLine ? lineSplitter(onLine) : undefined
  return {
    take(part: Buffer): void {
      lines?.take(part)
      kept.take(part)
    },
    flush: (): void => lines?.flush(),
    text: kept.text,
  }
}

function forward(client: Client, request: HttpRequest): Promise<ClientChannel> {
  const { host, port } = endpoint(request.url)
  return new Promise((resolve, reject) => {
    const refused = (cause: Error): void => {
      const { host } = new URL(request.url)
      reject(new Error(`connection to ${host} on the server refused: ${cause.message}`, { cause }))
    }
    // As above: nobody is called back then.
    client.once('close', () => refused(new Error('the connection to the server was lost')))
    try {
      client.forwardOut('127.0.0.1', 0, host, port, (error, opened) =>
        error ? refused(error) : resolve(opened),
      )
    } catch (cause) {
      refused(cause as Error)
    }
  })
}
