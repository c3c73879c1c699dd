import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import type { Algorithms } from 'ssh2'
import { connect } from '../../src/index.ts'
import { newPrivateKey, newPublicKey, type SshServer, startSshServer } from '../ssh-server.ts'

let server: SshServer
afterEach(() => server?.close())

async function connected(algorithms: object): Promise<string> {
  server = await startSshServer({ algorithms: algorithms as Algorithms })
  const remote = await connect(server.target)
  try {
    return (await remote.run(['printf', 'out'])).stdout
  } finally {
    remote.close()
  }
}

const CTR = { cipher: ['aes256-ctr'] }

test.each<[string, object, RegExp]>([
  ['hmac-sha1', { ...CTR, hmac: ['hmac-sha1'] }, /offers no secure MAC\. Allow one in MACs .*hmac-sha2-256/],
  ['hmac-sha1-etm', { ...CTR, hmac: ['hmac-sha1-etm@openssh.com'] }, /offers no secure MAC/],
  ['hmac-md5', { ...CTR, hmac: ['hmac-md5'] }, /offers no secure MAC/],
  ['zlib', { compress: ['zlib'] }, /no matching C->S compression/],
  ['delayed zlib', { compress: ['zlib@openssh.com'] }, /no matching C->S compression/],
  ['CBC', { cipher: ['aes256-cbc'] }, /offers no secure cipher\. Allow one in Ciphers/],
  ['group1-sha1', { kex: ['diffie-hellman-group1-sha1'] }, /offers no secure key exchange/],
  ['group14-sha1', { kex: ['diffie-hellman-group14-sha1'] }, /offers no secure key exchange/],
  ['group-exchange-sha1', { kex: ['diffie-hellman-group-exchange-sha1'] }, /offers no secure key exchange/],
])('a server that offers only %s is rejected', async (_name, algorithms, message) => {
  await expect(connected(algorithms)).rejects.toThrow(message)
})

test.each<[string, object]>([
  ['an older AES', { ...CTR, hmac: ['hmac-sha2-512'] }],
  ['ChaCha20', { cipher: ['chacha20-poly1305@openssh.com'], hmac: ['hmac-sha1'] }],
  ['NIST curves', { kex: ['ecdh-sha2-nistp521'] }],
  ['SHA-2 groups', { kex: ['diffie-hellman-group18-sha512'] }],
])('a server that offers only %s is used', async (_name, algorithms) => {
  expect(await connected(algorithms)).toBe('out')
})

/** The lists offered by a client, in the order of RFC 4253, section 7.1. */
async function offeredLists(): Promise<string[][]> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  const refused = connect({
    ...{ host: '127.0.0.1', port, user: 'deploy', privateKey: newPrivateKey() },
    knownHosts: [`[127.0.0.1]:${port} ${newPublicKey()}`],
  }).catch((error: Error) => error.message)
  const [socket] = (await once(listener, 'connection')) as [Socket]
  socket.on('error', () => {})
  socket.write('SSH-2.0-test\r\n')
  let received = Buffer.alloc(0)
  const isWhole = (packet: Buffer): boolean =>
    packet.length >= 4 && packet.length >= 4 + packet.readUInt32BE(0)
  while (!isWhole(received.subarray(received.indexOf('\n') + 1)))
    received = Buffer.concat([received, ...(await once(socket, 'data'))])
  // An invalid packet, after which the client does not retry.
  socket.end(Buffer.alloc(64, 0xff))
  expect(await refused).toMatch(/^SSH connection to deploy@127\.0\.0\.1 failed/)
  listener.close()
  return listsIn(received.subarray(received.indexOf('\n') + 1))
}

/** The lists follow length, padding, message number and cookie; each is prefixed with its length. */
function listsIn(packet: Buffer): string[][] {
  const lists: string[][] = []
  for (let at = 4 + 1 + 1 + 16, index = 0; index < 8; index++) {
    const end = at + 4 + packet.readUInt32BE(at)
    lists.push(packet.toString('latin1', at + 4, end).split(','))
    at = end
  }
  return lists
}

test('AES-GCM is offered first, strict key exchange always, and nothing weak', async () => {
  const [kex = [], , toServer = [], toClient = [], ...others] = await offeredLists()
  expect(kex).toContain('kex-strict-c-v00@openssh.com')
  for (const ciphers of [toServer, toClient])
    expect(ciphers.slice(0, 2)).toEqual(['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com'])
  const all = [kex, toServer, toClient, ...others].flat()
  expect(all.filter(name => /sha1$|sha1-|md5|cbc|arcfour|3des|blowfish|zlib|group1-/.test(name))).toEqual([])
})
