import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import ssh2, { type Algorithms } from 'ssh2'
import type { Target } from '../src/index.ts'

export interface SshServer {
  target: Target
  /** Connections that have been made to it. */
  readonly connections: number
  close(): void
}

export interface SshServerOptions {
  /** The program that gets `-c` and the command, as a login shell does. */
  shell?: string
  env?: Record<string, string>
  /** Sessions that a connection may have at the same time. */
  maxSessions?: number
  algorithms?: Algorithms
}

/** An SSH server in this process, which runs commands as sshd does. */
export async function startSshServer({
  shell = '/bin/sh',
  env = {},
  maxSessions = 10,
  algorithms = {},
}: SshServerOptions = {}): Promise<SshServer> {
  const [hostKey, privateKey] = [newKey(), newKey()]
  let connections = 0
  const server = new ssh2.Server({ hostKeys: [hostKey], algorithms }, client => {
    connections++
    let sessions = 0
    client.on('error', () => {})
    client.on('authentication', context => context.accept())
    client.on('session', (accept, reject) => {
      if (sessions === maxSessions) return reject()
      sessions++
      accept().on('exec', (acceptCommand, _reject, { command }) => {
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
    get connections() {
      return connections
    },
    close: () => server.close(),
  }
}

/** Of Node's own generator: that of ssh2 makes an Ed25519 key that no program reads once in 500 times. */
const newKey = (): string =>
  String(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }),
  )

function publicKey(key: string): string {
  const parsed = ssh2.utils.parseKey(key)
  if (parsed instanceof Error) throw parsed
  return `${parsed.type} ${parsed.getPublicSSH().toString('base64')}`
}
