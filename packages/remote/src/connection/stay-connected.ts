import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import { type Connection, NotSent, type Remote, shortName } from '../commands/remote.ts'
import { connect, Unreachable } from './connect.ts'
import type { Target } from './target.ts'

/** Milliseconds from the loss of a connection until it is given up, and between two tries. */
const PATIENCE = 120_000
const PAUSE = 2000

/** The connection was lost and did not come back: what the server does now is not known. */
export class ConnectionLost extends UserError {
  /** The command that the connection was lost in, or before. */
  readonly during: string

  constructor(server: string, during: string, cause: Error) {
    super(`connection to ${server} lost during "${during}": ${cause.message}`, { cause })
    this.during = during
  }
}

/**
 * Connects to a server. When the connection is lost, the next command opens another one; a command that was under way
 * is cut off and never run twice. Once the server has been out of reach for two minutes, everything fails at once.
 *
 * @throws UserError as `connect` does; later every command does with `ConnectionLost`
 */
export async function stayConnected(
  target: Target,
  { patience = PATIENCE, open = connect } = {},
): Promise<Remote> {
  const secured: ((fresh: Remote) => Promise<void>)[] = []
  let current = await open(target)
  let during = 'the start'
  let over: Error | undefined
  let reconnecting: Promise<Connection> | undefined

  async function reconnect(): Promise<Connection> {
    const deadline = Date.now() + patience
    log.info(`The connection to ${current.name} was lost during "${during}"; connecting again`)
    for (;;) {
      let fresh: Connection | undefined
      try {
        fresh = await open(target)
        for (const secure of secured) await secure(fresh)
        log.info(`Connected to ${current.name} again`)
        current = fresh
        return fresh
      } catch (cause) {
        const again = cause instanceof Unreachable || fresh?.lost
        fresh?.close()
        if (again && Date.now() < deadline) {
          await sleep(PAUSE)
          continue
        }
        over = again ? new ConnectionLost(current.name, during, cause as Error) : (cause as Error)
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

  /** What was not sent is sent over another connection. */
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
