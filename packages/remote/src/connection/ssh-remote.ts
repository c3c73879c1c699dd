import { Readable } from 'node:stream'
import { log, redactedEnd, UserError } from '@tsh/action'
import type { Client, ClientChannel } from 'ssh2'
import { firstOf } from '../commands/kept-output.ts'
import { firstLineOf, lineSplitter } from '../commands/lines.ts'
import {
  type CommandEnd,
  type CommandOptions,
  type CommandOutput,
  type Connection,
  NotSent,
  RemoteCommandError,
  shortName,
} from '../commands/remote.ts'
import { watchSilence } from '../commands/silence.ts'
import { CONNECTION_LOST, type StartOptions, startCommand } from '../commands/start-command.ts'
import { sendRequest } from '../http/http.ts'
import { forward } from './forward.ts'
import { keep } from './kept-connection.ts'
import { type SessionPool, sessionPool } from './session-pool.ts'

/** Limit for the beginning of a command's stdout. */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024
/** Limit for the end of a stream's stderr. */
const MAX_STREAM_STDERR = 4000
/** Seconds without output after which a command is aborted. */
const MAX_SILENCE_SECONDS = 900

/**
 * A `Remote` over an open SSH connection.
 * @param another opens an additional connection to the same server, in case sshd limits the sessions of each
 */
export function sshRemote(
  client: Client,
  { name, hostKey }: { name: string; hostKey: string },
  another: () => Promise<Client>,
): Connection {
  const pool = sessionPool(client, name, another)
  let lost = false
  pool.onceEnded(() => {
    lost = true
  })
  let greeted = false
  const options: StartOptions = {
    name,
    onGreeting(text) {
      if (greeted) return
      greeted = true
      log.warning(
        `The login shell of ${name} prints output (first line: ${firstLineOf(text)}), which is ignored; disable it for non-interactive shells`,
      )
    },
  }
  const markLost = (cause: unknown): never => {
    if (cause instanceof NotSent) lost = true
    throw cause
  }
  const forwardTo = (url: string) => forward({ first: client, onceEnded: pool.onceEnded }, name, url)
  return {
    name,
    hostKey,
    get lost() {
      return lost
    },
    run: (command, runOptions = {}) => run(pool, command, { ...options, ...runOptions }).catch(markLost),
    async stream(command) {
      const { channel, finished } = await startCommand(pool, command, options).catch(markLost)
      return {
        input: channel,
        output: channel,
        finished: finished.then(end => ({ ...end, stderr: redactedEnd(end.stderr, MAX_STREAM_STDERR) })),
        end: () => channel.end(),
        abort: () => channel.close(),
      }
    },
    request: async request => {
      const channel = await forwardTo(request.url)
      try {
        return await sendRequest(request, channel)
      } finally {
        channel.destroy()
      }
    },
    keep: async site => keep(await forwardTo(site.url), site),
    close: () => pool.end(),
  }
}

async function run(
  pool: SessionPool,
  command: readonly string[],
  { name, onGreeting, onLine, input, ...options }: CommandOptions & StartOptions,
): Promise<CommandOutput> {
  const silence = watchSilence(`"${shortName(command)}" on ${name}`, {
    limit: (options.silence ?? MAX_SILENCE_SECONDS) * 1000,
    abort: () => pool.destroy(),
  })
  const failure = (end: CommandEnd, stdout: string): RemoteCommandError => {
    const { abortedAfter } = silence
    const silent = abortedAfter === undefined ? {} : { silent: Math.round(abortedAfter / 1000) }
    return new RemoteCommandError(name, command, { ...end, ...silent }, stdout)
  }
  const observed = (lines = onLine && lineSplitter(onLine)) => ({
    take(part: Buffer): void {
      silence.active()
      lines?.take(part)
    },
    flush: (): void => lines?.flush(),
  })
  const [onStdout, onStderr] = [observed(), observed()]
  const kept = firstOf(MAX_OUTPUT_BYTES)
  // A cancellation may destroy it before the command has started.
  if (input instanceof Readable) input.on('error', () => {})
  try {
    const start = { name, onGreeting, onStderr: onStderr.take, withoutInput: input === undefined }
    const { channel, finished } = await startCommand(pool, command, start).catch(cause => {
      throw silence.abortedAfter === undefined ? cause : failure(CONNECTION_LOST, '')
    })
    channel.on('data', onStdout.take).on('data', kept.take).on('drain', silence.active)
    if (input !== undefined) send(channel, input)
    const end = await finished
    onStdout.flush()
    onStderr.flush()
    const stdout = kept.text()
    if (end.code === undefined || (end.code !== 0 && !options.allowFailure)) throw failure(end, stdout)
    // With `onLine`, the caller has received the complete output.
    if (kept.isTruncated() && onLine === undefined) throw tooMuchOutput(name, command)
    return { code: end.code, stdout, stderr: end.stderr }
  } finally {
    silence.stop()
  }
}

const tooMuchOutput = (name: string, command: readonly string[]): UserError =>
  new UserError(
    `"${shortName(command)}" on ${name} printed more than the limit of ${MAX_OUTPUT_BYTES / 2 ** 20} MiB`,
  )

function send(channel: ClientChannel, input: NonNullable<CommandOptions['input']>): void {
  if (typeof input === 'string' || Buffer.isBuffer(input)) channel.end(input)
  else if ((input as Readable).destroyed) channel.close()
  else input.on('error', () => channel.close()).pipe(channel)
}
