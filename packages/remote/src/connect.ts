import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import type { NodeSSH } from 'node-ssh'
import { fingerprint, hostKeyAlgorithms, pinnedKeys } from './known-hosts.ts'
import { checkKey } from './private-key.ts'
import type { Connection } from './remote.ts'
import { sshRemote } from './ssh-remote.ts'
import type { Target } from './target.ts'

const TRIES = 3
const CONNECT_TIMEOUT = 20_000
/** The server could not be reached at all, which another try may change. */
export class Unreachable extends UserError {}

const KEEP_ALIVE = { keepaliveInterval: 10_000, keepaliveCountMax: 3 }

/**
 * Connects to a server whose host key is pinned. Only the connecting is tried again; a command never runs twice.
 * @throws UserError naming what stopped it: address, host key, or login
 */
export async function connect(target: Target): Promise<Connection> {
  await checkKey(target)
  const started = Date.now()
  for (let attempt = 1; ; attempt++) {
    try {
      const ssh = await open(target)
      const client = ssh.connection
      if (client === null) throw new Error('connected without a connection')
      // Otherwise every small packet waits for the answer to the one before, which the other side holds back for 40 ms
      // (RFC 896 against RFC 1122, 4.2.3.2).
      client.setNoDelay(true)
      return sshRemote(client, `${target.user}@${target.host}`)
    } catch (cause) {
      if (cause instanceof UserError) throw cause
      const why = unreachable(cause)
      if (why === undefined) throw refused(target, cause)
      if (attempt === TRIES) {
        const seconds = Math.round((Date.now() - started) / 1000)
        const where = `${target.host}:${target.port}`
        throw new Unreachable(`cannot reach ${where} (${why}) after ${TRIES} tries in ${seconds} s`, {
          cause,
        })
      }
      log.info(`${target.host}:${target.port}: ${why}; trying again`)
      await sleep(attempt * 2000)
    }
  }
}

async function open(target: Target): Promise<NodeSSH> {
  const { NodeSSH } = await import('node-ssh')
  const pinned = pinnedKeys(target.knownHosts, target.host, target.port)
  let offered = ''
  const ssh = new NodeSSH()
  try {
    return await ssh.connect({
      host: target.host,
      port: target.port,
      username: target.user,
      privateKey: target.privateKey,
      ...(target.passphrase ? { passphrase: target.passphrase } : {}),
      readyTimeout: CONNECT_TIMEOUT,
      ...KEEP_ALIVE,
      algorithms: { serverHostKey: hostKeyAlgorithms(pinned) as never },
      hostVerifier: (key: Buffer) => {
        offered = key.toString('base64')
        return pinned.some(known => known.key === offered)
      },
    })
  } catch (cause) {
    if (offered !== '' && !pinned.some(known => known.key === offered)) {
      const expected = pinned.map(known => fingerprint(known.key)).join(' or ')
      throw new UserError(
        `host key mismatch for ${target.host}:${target.port}: expected ${expected}, server offered ${fingerprint(offered)}. Possible attack or re-installed server; nothing was run`,
        { cause },
      )
    }
    throw cause
  }
}

/** Faults of the way to the server; these are worth another try. */
const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be looked up',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'no answer',
}

function unreachable(cause: unknown): string | undefined {
  const { code, message } = cause as NodeJS.ErrnoException
  if (/timed out while waiting for handshake/i.test(message)) return 'no SSH answer'
  if (/connection lost before handshake/i.test(message)) return 'closed before the handshake'
  return code ? UNREACHABLE[code] : undefined
}

function refused(target: Target, cause: unknown): UserError {
  const { message } = cause as Error
  const who = `${target.user}@${target.host}`
  if (/authentication methods failed/i.test(message)) {
    return new UserError(`server refused the key for ${who} (public key denied). Is it in authorized_keys?`, {
      cause,
    })
  }
  if (/host key algorithm|no matching host key/i.test(message)) {
    return new UserError(
      `${target.host}:${target.port} has no host key of a pinned type. Pin the key that it has`,
      { cause },
    )
  }
  return new UserError(`SSH connection to ${who} failed: ${message}`, { cause })
}
