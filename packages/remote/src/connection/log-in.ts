import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import { addressText, fingerprint, keyRefusal, pinOf } from '@tsh/host-keys'
import type { Client, ClientChannel } from 'ssh2'
import { ALGORITHMS, algorithmProblem } from '../host-keys/algorithms.ts'
import type { Target } from './target.ts'

const MAX_TRIES = 3
/** Timeout of one try, including the login. */
const CONNECT_TIMEOUT_MS = 15_000
/** A dead connection is detected after 40 s. */
const KEEP_ALIVE = { keepaliveInterval: 10_000, keepaliveCountMax: 3 }

/** The server is unreachable; retrying may help. */
export class Unreachable extends UserError {}

export interface LoggedIn {
  client: Client
  /** Fingerprint of the host key that was accepted. */
  hostKey: string
}

/**
 * Logs in to a server, with retries while it is unreachable.
 * @param jump connection to the jump host; missing for a direct connection
 * @throws Unreachable
 * @throws UserError for other reasons: host key or login
 */
export async function logIn(target: Target, jump?: Client): Promise<LoggedIn> {
  const started = Date.now()
  const where = `${addressText(target)}${jump && target.jump ? ` from ${addressText(target.jump)}` : ''}`
  for (let attempt = 1; ; attempt++) {
    try {
      return await open(target, jump)
    } catch (cause) {
      if (cause instanceof UserError) throw cause
      const why = unreachable(cause)
      if (why === undefined) throw refused(target, cause)
      if (attempt === MAX_TRIES) {
        const seconds = Math.round((Date.now() - started) / 1000)
        throw new Unreachable(`cannot reach ${where} (${why}) after ${MAX_TRIES} tries in ${seconds} s`, {
          cause,
        })
      }
      log.info(`${where}: ${why}; retrying`)
      await sleep(attempt * 2000)
    }
  }
}

async function open(target: Target, jump: Client | undefined): Promise<LoggedIn> {
  const { NodeSSH } = await import('node-ssh')
  const { host, port, user, privateKey, passphrase } = target
  const pin = pinOf(target, host, port)
  const ssh = new NodeSSH()
  let refusal: string | undefined
  let hostKey = ''
  try {
    const connected = ssh.connect({
      ...{ host, port, username: user, privateKey },
      ...(passphrase ? { passphrase } : {}),
      ...(jump ? { sock: await channelTo(target, jump) } : {}),
      readyTimeout: CONNECT_TIMEOUT_MS,
      ...KEEP_ALIVE,
      algorithms: { ...ALGORITHMS, serverHostKey: pin.algorithms } as never,
      hostVerifier: (key: Buffer) => {
        refusal = keyRefusal(pin, key, addressText(target))
        hostKey = fingerprint(key)
        return refusal === undefined
      },
    })
    sendAtOnce(ssh.connection)
    await connected
  } catch (cause) {
    if (refusal) throw new UserError(refusal, { cause })
    throw cause
  }
  const client = ssh.connection
  if (client === null) throw new Error('connected without a connection')
  // Without a listener, a reset after the handshake would terminate the process before any cleanup.
  client.on('error', () => {})
  return { client, hostKey }
}

/**
 * From the first packet on. Otherwise every small packet waits for the acknowledgement of the previous one, which the other
 * side delays for 40 ms (RFC 896 and RFC 1122, 4.2.3.2), several times while logging in.
 */
function sendAtOnce(client: Client | null): void {
  client?.once('connect', () => client.setNoDelay(true))
}

function channelTo({ host, port }: Target, jump: Client): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    jump.once('close', () =>
      reject(Object.assign(new Error('the connection to the jump host was lost'), { code: 'ECONNRESET' })),
    )
    jump.forwardOut('127.0.0.1', 0, host, port, (error, channel) =>
      error ? reject(error) : resolve(channel),
    )
  })
}

/** Network errors, which are worth a retry. */
const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name lookup failed',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'timed out',
}

/** A jump host reports its reason as text (RFC 4254, section 5.1). */
const OPEN_FAILED = /channel open failure: (.*)/i
const CONNECT_FAILED = 2

function unreachable(cause: unknown): string | undefined {
  const { code, message, reason } = cause as NodeJS.ErrnoException & { reason?: number }
  if (/timed out while waiting for handshake/i.test(message)) return 'no SSH response'
  if (/connection lost before handshake/i.test(message)) return 'closed before the handshake'
  if (reason === CONNECT_FAILED) return OPEN_FAILED.exec(message)?.[1]?.toLowerCase() ?? 'unreachable'
  return code ? UNREACHABLE[code] : undefined
}

function refused({ user, jump, ...target }: Target, cause: unknown): UserError {
  const { message } = cause as Error
  const who = `${user}@${target.host}`
  const because = (text: string): UserError => new UserError(text, { cause })
  if (/authentication methods failed/i.test(message))
    return because(`server refused the key for ${who} (public key denied). Is it in authorized_keys?`)
  if (/no matching host key/i.test(message))
    return because(`${addressText(target)} has no host key of a pinned type. Pin its actual key`)
  const algorithm = algorithmProblem(message, addressText(target))
  if (algorithm) return because(algorithm)
  if (jump && OPEN_FAILED.test(message))
    return because(
      `${jump.user}@${jump.host} is not allowed to forward connections to ${addressText(target)}. Allow it with AllowTcpForwarding or permitopen`,
    )
  return because(`SSH connection to ${who} failed: ${message}`)
}
