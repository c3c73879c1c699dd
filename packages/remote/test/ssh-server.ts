import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import ssh2, { type Algorithms } from 'ssh2'
import type { Target } from '../src/index.ts'

export interface SshServer {
  target: Target
  /** Its host key, as in known_hosts. */
  hostKey: string
  /** Number of connections opened to it. */
  readonly connections: number
  /** Commands passed to its login shell. */
  readonly commands: readonly string[]
  /** Authentication methods tried by clients. */
  readonly logins: ReadonlySet<string>
  close(): void
}

export interface SshServerOptions {
  /** The login shell, which gets `-c` and the command. */
  shell?: string
  env?: Record<string, string>
  /** Maximum concurrent sessions per connection. */
  maxSessions?: number
  algorithms?: Algorithms
  /** Whether connections to other addresses are opened for the client. */
  forwarding?: boolean
  /** Whether it rejects all keys. */
  refusesKeys?: boolean
}

/** Starts an SSH server in this process, which runs commands like sshd. */
export async function startSshServer({
  shell = '/bin/sh',
  env = {},
  maxSessions = 10,
  algorithms = {},
  forwarding = false,
  refusesKeys = false,
}: SshServerOptions = {}): Promise<SshServer> {
  const [hostKey, privateKey] = [newPrivateKey(), newPrivateKey()]
  const commands: string[] = []
  const logins = new Set<string>()
  let connections = 0
  const server = new ssh2.Server({ hostKeys: [hostKey], algorithms }, client => {
    connections++
    // As sshd does; the types of ssh2 do not list it.
    ;(client as ssh2.Connection & Pick<ssh2.Client, 'setNoDelay'>).setNoDelay(true)
    let sessions = 0
    client.on('error', () => {})
    client.on('authentication', context => {
      logins.add(context.method)
      if (context.method === 'publickey' && !refusesKeys) context.accept()
      else context.reject(['publickey', 'password', 'keyboard-interactive', 'hostbased'])
    })
    if (forwarding)
      client.on('tcpip', (acceptForward, reject, { destIP, destPort }) => {
        const socket = connect(destPort, destIP)
        socket.once('connect', () => socket.pipe(acceptForward()).pipe(socket)).once('error', () => reject())
      })
    client.on('session', (accept, reject) => {
      if (sessions === maxSessions) return reject()
      sessions++
      accept().on('exec', (acceptCommand, _reject, { command }) => {
        commands.push(command)
        const channel = acceptCommand()
        const child = spawn(shell, ['-c', command], { env: { PATH: String(process.env.PATH), ...env } })
        channel.pipe(child.stdin).on('error', () => {})
        child.stdout.pipe(channel, { end: false })
        child.stderr.pipe(channel.stderr, { end: false })
        child.on('close', code => {
          sessions--
          channel.exit(code ?? 255)
          channel.end()
        })
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    target: {
      ...{ host: '127.0.0.1', port, user: 'deploy' },
      privateKey,
      knownHosts: [`[127.0.0.1]:${port} ${publicKey(hostKey)}`],
    },
    hostKey: publicKey(hostKey),
    get connections() {
      return connections
    },
    commands,
    logins,
    close: () => server.close(),
  }
}

/** Uses Node's own generator: that of ssh2 creates an unreadable Ed25519 key in about 1 of 500 cases. */
export const newPrivateKey = (): string =>
  String(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }),
  )

/** Another host key, as in known_hosts. */
export const newPublicKey = (): string => publicKey(newPrivateKey())

function publicKey(key: string): string {
  const parsed = ssh2.utils.parseKey(key)
  if (parsed instanceof Error) throw parsed
  return `${parsed.type} ${parsed.getPublicSSH().toString('base64')}`
}
