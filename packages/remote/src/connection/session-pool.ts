import { log, UserError } from '@tsh/action'
import type { Client, ClientChannel } from 'ssh2'

/** Enough for all concurrent commands, even if each needs its own connection. */
const MAX_CONNECTIONS = 10

/** A command was not sent, because its connection had already ended. */
export class NotConnected extends Error {}

/** Connections to one server. sshd limits the sessions of each (`MaxSessions`), so a rejected session is opened over another one. */
export interface SessionPool {
  /**
   * Starts a command.
   * @param listen called before any data of the command can arrive
   * @throws NotConnected
   * @throws UserError when the server does not open a session
   */
  exec<T>(line: string, listen: (channel: ClientChannel) => T): Promise<T>
  /**
   * Calls a listener when any of the connections ends, which ends all of them.
   * @returns a function that removes the listener
   */
  onceEnded(listener: () => void): () => void
  end(): void
  /** Destroys the connections immediately. */
  destroy(): void
}

interface Member {
  client: Client
  /** Whether it has rejected a session since the last one ended. */
  full: boolean
  /** Whether it has opened a session. */
  served: boolean
  /** Pending session requests. */
  opening: number
}

/** @param another opens an additional connection to the same server */
export function sessionPool(first: Client, name: string, another: () => Promise<Client>): SessionPool {
  const members: Member[] = []
  const listeners = new Set<() => void>()
  let ended = false
  function end(): void {
    if (ended) return
    ended = true
    for (const { client } of members) client.end()
    for (const listener of listeners) listener()
  }
  function add(client: Client): Member {
    const member = { client, full: false, served: false, opening: 0 }
    client.once('close', end)
    members.push(member)
    if (ended) client.end()
    return member
  }
  let adding: Promise<Member> | undefined
  function extend(): Promise<Member> {
    adding ??= another()
      .then(add, (cause: Error) => {
        throw new UserError(
          `sshd on ${name} allows no more sessions per connection (MaxSessions), and another connection failed: ${cause.message}`,
          { cause },
        )
      })
      .finally(() => {
        adding = undefined
      })
    return adding
  }
  add(first)
  return {
    async exec(line, listen) {
      for (;;) {
        const member = members.find(({ full }) => !full) ?? (await extend())
        try {
          return await exec(member, line, listen)
        } catch (cause) {
          if (!isRefusal(cause)) throw cause
          member.full = true
          const isUseless = !member.served && member.opening === 0
          if (isUseless || members.length === MAX_CONNECTIONS) throw refused(name, cause as Error)
          if (members.length === 1 && adding === undefined)
            log.info(
              `sshd on ${name} refused another session on this connection (MaxSessions reached); opening a new connection`,
            )
        }
      }
    },
    onceEnded(listener) {
      // A wrapper, because the set would contain the same function only once.
      const own = (): void => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    end,
    destroy: () => {
      for (const { client } of members) client.destroy()
    },
  }
}

function exec<T>(member: Member, line: string, listen: (channel: ClientChannel) => T): Promise<T> {
  return new Promise((resolve, reject) => {
    try {
      member.client.exec(line, (error, channel) => {
        member.opening--
        if (error) return reject(error)
        member.served = true
        channel.once('close', () => {
          member.full = false
        })
        resolve(listen(channel))
      })
      member.opening++
    } catch (cause) {
      // ssh2 throws if the socket has already ended, which its `close` event may report only later.
      reject(new NotConnected('the connection has ended', { cause }))
    }
  })
}

/** ssh2 reports the reason code of RFC 4254, section 5.1, for a channel that is not opened. */
const isRefusal = (cause: unknown): boolean => typeof (cause as { reason?: unknown }).reason === 'number'

const refused = (name: string, cause: Error): UserError =>
  new UserError(`${name} opened no session: ${cause.message}. Check MaxSessions in its sshd_config`, {
    cause,
  })
