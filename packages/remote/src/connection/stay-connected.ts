import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import { type Connection, NotSent, type Remote, shortName } from '../commands/remote.ts'
import { connect, Unreachable } from './connect.ts'
import type { Target } from './target.ts'

/** Maximum time to reconnect after a lost connection. */
const RECONNECT_TIMEOUT_MS = 120_000
const RETRY_INTERVAL_MS = 2000

/** The connection was lost and could not be re-established: the state of the server is unknown. */
export class ConnectionLost extends UserError {
  /** The command during or before which the connection was lost. */
  readonly during: string

  constructor(server: string, during: string, cause: Error) {
    super(`connection to ${server} lost during "${during}": ${cause.message}`, { cause })
    this.during = during
  }
}

/**
 * Connects to a server. After a lost connection, the next command opens another one; a running command is interrupted and
 * never run twice. After the server has been unreachable for two minutes, everything fails immediately.
 *
 * @throws UserError like `connect`; later commands throw `ConnectionLost`
 */
export async function stayConnected(
  target: Target,
  { reconnectTimeoutMs = RECONNECT_TIMEOUT_MS, open = connect } = {},
): Promise<Remote> {
  const secured: ((fresh: Remote) => Promise<void>)[] = []
  let current = await open(target)
  let during = 'the start'
  let over: Error | undefined
  let reconnecting: Promise<Connection> | undefined

  async function reconnect(): Promise<Connection> {
    const deadline = Date.now() + reconnectTimeoutMs
    log.info(`The connection to ${current.name} was lost during "${during}"; reconnecting`)
    for (;;) {
      let fresh: Connection | undefined
      try {
        fresh = await open(target)
        for (const secure of secured) await secure(fresh)
        log.info(`Reconnected to ${current.name}`)
        current = fresh
        return fresh
      } catch (cause) {
        const retryable = cause instanceof Unreachable || fresh?.lost
        fresh?.close()
        if (retryable && Date.now() < deadline) {
          await sleep(RETRY_INTERVAL_MS)
          continue
        }
        over = retryable ? new ConnectionLost(current.name, during, cause as Error) : (cause as Error)
        throw over
      }
    }
  }

  async function connection(name: string): Promise<Connection> {
    if (over) throw over
    if (current.lost)
      reconnecting ??= reconnect().finally(() => {
        reconnecting = undefined
      })
    if (reconnecting) return reconnecting
    during = name
    return current
  }

  /** Retries a command over another connection if it was not sent. */
  async function send<T>(command: readonly string[], work: (over: Connection) => Promise<T>): Promise<T> {
    const name = shortName(command)
    try {
      return await work(await connection(name))
    } catch (cause) {
      if (!(cause instanceof NotSent)) throw cause
      return work(await connection(name))
    }
  }

  return {
    name: current.name,
    hostKey: current.hostKey,
    run: (command, options) => send(command, over => over.run(command, options)),
    stream: command => send(command, over => over.stream(command)),
    request: async request => (await connection(request.url)).request(request),
    keep: async site => (await connection(site.url)).keep(site),
    onReconnect: secure => void secured.push(secure),
    drop: () => current.close(),
    close: () => {
      over ??= new UserError(`the connection to ${current.name} was closed`)
      current.close()
    },
  }
}
