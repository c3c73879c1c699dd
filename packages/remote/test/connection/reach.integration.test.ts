import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fingerprint } from '@tsh/host-keys'
import { type Sandbox, startSandbox } from '@tsh/sandbox'
import { startTcpProxy, waitFor } from '@tsh/testing'
import ssh2 from 'ssh2'
import { connect, type Target } from '../../src/index.ts'

let sandbox: Sandbox
let target: Target
/** The server's host key as `type key`. */
let hostKey: string
const other = ssh2.utils.generateKeyPairSync('ed25519').public

beforeAll(async () => {
  sandbox = await startSandbox()
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  target = { host, port, user, privateKey, knownHosts: [knownHosts] }
  hostKey = knownHosts.split(' ').slice(1).join(' ')
})
afterAll(async () => {
  await sandbox.stop()
})

const on = (server: string, key = hostKey): string => `${server} ${key}`
const here = (): string => `[127.0.0.1]:${target.port}`
const printOf = (key: string): string => fingerprint(Buffer.from(key.split(' ')[1] ?? '', 'base64'))

/** Connects, runs a command, and closes the connection. */
async function query(changes: Partial<Target>): Promise<string> {
  const remote = await connect({ ...target, ...changes })
  try {
    return (await remote.run(['sh', '-c', 'echo "$SSH_CONNECTION"'])).stdout
  } finally {
    remote.close()
  }
}

/** Everything run by sshd for a user is its child; none must be left or started. */
const sessions = async (): Promise<string> =>
  (await sandbox.server.exec('pgrep -fc "sshd: root@notty" || true')).stdout

describe('a host key', () => {
  test('is pinned by one of several fingerprints', () =>
    query({ knownHosts: [], fingerprints: [printOf(other), printOf(hostKey)] }))

  test('is pinned by one of several lines, hashed or with wildcards', async () => {
    await query({ knownHosts: [on(here(), other), on('[127.0.0.*]:*,!10.0.0.1')] })
    const hashed = `printf '%s\n' '${on(here())}' > /tmp/known && ssh-keygen -q -H -f /tmp/known > /dev/null && cat /tmp/known`
    const { stdout } = await sandbox.server.exec(hashed)
    expect(stdout).toMatch(/^\|1\|/)
    await query({ knownHosts: [stdout.trim()] })
  })

  test.each<[string, () => Partial<Target>]>([
    ['another line', () => ({ knownHosts: [on(here(), other)] })],
    ['another fingerprint', () => ({ knownHosts: [], fingerprints: [printOf(other)] })],
  ])('that %s does not pin shows both fingerprints and runs nothing', async (_name, pinning) => {
    const before = await sessions()
    await expect(query(pinning())).rejects.toThrow(
      `host key mismatch for 127.0.0.1:${target.port}: expected ${printOf(other)}, server offered ${printOf(hostKey)} (ssh-ed25519). Possible attack or re-installed server; nothing was run`,
    )
    // A session of an earlier test may have ended meanwhile.
    expect(Number(await sessions())).toBeLessThanOrEqual(Number(before))
  })

  test('that is revoked is rejected with its fingerprint', () =>
    expect(query({ knownHosts: [on(here(), other), on(here()), on('@revoked *')] })).rejects.toThrow(
      `127.0.0.1:${target.port} offered the host key ${printOf(hostKey)}, which "host-key" revokes; nothing was run`,
    ))

  test('of a type that is not pinned is reported as missing', () =>
    expect(
      query({ knownHosts: [on(here(), ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }).public)] }),
    ).rejects.toThrow(/has no host key of a pinned type/))
})

test('the address can be an IPv6 address', async () => {
  const relay = createServer(client => {
    const upstream = dial(target.port, target.host)
    client.pipe(upstream).pipe(client)
    for (const socket of [client, upstream]) socket.on('error', () => {})
  }).listen(0, '::1')
  await once(relay, 'listening')
  const { port } = relay.address() as AddressInfo
  await query({ host: '::1', port, knownHosts: [on(`[::1]:${port}`)] })
  await expect(query({ host: '::1', port, knownHosts: [on(`[::1]:${port}`, other)] })).rejects.toThrow(
    `host key mismatch for [::1]:${port}`,
  )
  relay.close()
})

describe('a jump host', () => {
  const jump = (): Required<Pick<Target, 'jump'>> => ({
    jump: { host: target.host, port: target.port, user: 'root' },
  })
  let innerKey: string

  beforeAll(async () => {
    const script = [
      "set -e; ssh-keygen -q -t ed25519 -N '' -f /tmp/inner_key",
      '/usr/sbin/sshd -p 2222 -h /tmp/inner_key -o ListenAddress=127.0.0.2 -o PidFile=none; cat /tmp/inner_key.pub',
    ]
    const { stdout } = await sandbox.server.exec(script.join('\n'))
    innerKey = stdout.split(' ').slice(0, 2).join(' ')
  })
  const inner = (key = innerKey, ...more: string[]): Partial<Target> => ({
    ...jump(),
    ...{ host: '127.0.0.2', port: 2222 },
    knownHosts: [...target.knownHosts, on('[127.0.0.2]:2222', key), ...more],
  })

  test('leads to a server with its own key', async () =>
    expect(await query(inner())).toMatch(/ 127\.0\.0\.2 2222$/m))

  test('cannot impersonate the server', () =>
    expect(query(inner(hostKey))).rejects.toThrow('host key mismatch for 127.0.0.2:2222'))

  test('must have its own pinned key, too', () =>
    expect(
      query({ ...inner(), knownHosts: [on(here(), other), on('[127.0.0.2]:2222', innerKey)] }),
    ).rejects.toThrow(`host key mismatch for 127.0.0.1:${target.port}`))

  test('that cannot reach the server is reported with the reason, after all tries', () =>
    expect(
      query({ ...inner(), port: 9, knownHosts: [...target.knownHosts, on('[127.0.0.2]:9')] }),
    ).rejects.toThrow(
      `cannot reach 127.0.0.2:9 from 127.0.0.1:${target.port} (connection refused) after 3 tries`,
    ))

  test('that is not allowed to forward is reported', async () => {
    const { stdout } = await sandbox.server.exec('cat /root/.ssh/authorized_keys')
    const keys = '/home/khaleel/.ssh'
    await sandbox.server.exec(
      `install -d -o khaleel -m 700 ${keys}; cat > ${keys}/authorized_keys; chown khaleel: ${keys}/authorized_keys`,
      `no-port-forwarding ${stdout}`,
    )
    const refused = query({ ...inner(), jump: { ...jump().jump, user: 'khaleel' } })
    await expect(refused).rejects.toThrow(
      'khaleel@127.0.0.1 is not allowed to forward connections to 127.0.0.2:2222',
    )
  })

  test('is disconnected when the connection is closed', async () => {
    const before = await sessions()
    await query(inner())
    await waitFor(`only ${before} sessions to be left`, sessions, now => now === before)
  })
})

describe('an unresponsive server', () => {
  const listening = async (server: Server): Promise<number> => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }

  test('is detected, whether it has vanished or hangs', async () => {
    const vanishing = async (): Promise<void> => {
      const proxy = await startTcpProxy({ host: target.host, port: target.port })
      const remote = await connect({
        ...target,
        port: proxy.port,
        knownHosts: [on(`[127.0.0.1]:${proxy.port}`)],
      })
      const command = remote.run(['sh', '-c', 'echo begun; exec sleep 600'], {
        onLine: () => proxy.blackHole(),
      })
      await expect(command).rejects.toThrow(/was interrupted: .*lost/)
      expect(remote.lost).toBe(true)
      await proxy.close()
    }
    const hung = async (): Promise<void> => {
      const script = [
        "printf '#!/bin/sh\\nexec sleep 600\\n' > /usr/local/bin/hang; chmod 755 /usr/local/bin/hang",
        'useradd --create-home --shell /usr/local/bin/hang hanging; cp -r /root/.ssh /home/hanging/; chown -R hanging: /home/hanging',
      ]
      await sandbox.server.exec(script.join('\n'))
      const refused = connect({ ...target, user: 'hanging' })
      await expect(refused).rejects.toThrow(
        /"true" on hanging@127\.0\.0\.1 was aborted: no output for [3-9]\d s; connection closed$/,
      )
    }
    await Promise.all([vanishing(), hung()])
  })

  test('that closes every connection is distinguished from a silent one', async () => {
    const server = createServer(client => client.end())
    const port = await listening(server)
    const refused = connect({ ...target, port, knownHosts: [on(`[127.0.0.1]:${port}`)] })
    await expect(refused).rejects.toThrow(/cannot reach .* after 3 tries/)
    server.close()
  })
})

test('a login shell that runs no commands is reported with its output', async () => {
  await sandbox.server.exec(
    'useradd --create-home --shell /usr/sbin/nologin locked; cp -r /root/.ssh /home/locked/; chown -R locked: /home/locked',
  )
  await expect(connect({ ...target, user: 'locked' })).rejects.toThrow(
    /locked@127\.0\.0\.1 did not run the command \(exit code 1, it printed "This account is currently not available\."\)/,
  )
})
