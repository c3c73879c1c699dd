import { UserError } from '@tsh/action'
import { addressText } from '@tsh/host-keys'
import type { Client, ClientChannel } from 'ssh2'
import { endpoint } from '../http/http.ts'
import type { SessionPool } from './session-pool.ts'

/** sshd does not allow forwarding, whatever listens at the target. */
export class ForwardingForbidden extends UserError {}

/** RFC 4254, section 5.1. */
const ADMINISTRATIVELY_PROHIBITED = 1

/** Opens a connection to the address of a URL from the point of view of the server. */
export function forward(
  { first, onceEnded }: Pick<SessionPool, 'onceEnded'> & { first: Client },
  name: string,
  url: string,
): Promise<ClientChannel> {
  const { host, port } = endpoint(url)
  return new Promise((resolve, reject) => {
    const refused = (cause: Error): void => reject(refusal(cause, name, url))
    // A lost connection does not call back.
    const unsubscribe = onceEnded(() => refused(new Error('the connection to the server was lost')))
    try {
      first.forwardOut('127.0.0.1', 0, host, port, (error, opened) => {
        unsubscribe()
        if (error) refused(error)
        else resolve(opened)
      })
    } catch (cause) {
      refused(cause as Error)
    }
  })
}

function refusal(cause: Error & { reason?: number }, name: string, url: string): Error {
  // Before OpenSSH 8 the reason code is that of a failed connection, but the message differs.
  if (cause.reason === ADMINISTRATIVELY_PROHIBITED || /: open failed$/.test(cause.message))
    return new ForwardingForbidden(
      `sshd does not allow ${name} to forward connections to ${addressText(endpoint(url))}. Set AllowTcpForwarding to "local" in its sshd_config, and check the key in authorized_keys for "restrict" and "permitopen"`,
      { cause },
    )
  return new Error(`connection to ${new URL(url).host} on the server refused: ${cause.message}`, { cause })
}
