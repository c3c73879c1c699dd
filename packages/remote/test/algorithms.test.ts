import { afterEach, expect, test } from '@jest/globals'
import type { Algorithms } from 'ssh2'
import { connect } from '../src/index.ts'
import { type SshServer, startSshServer } from './ssh-server.ts'

let server: SshServer
afterEach(() => server.close())

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
  [
    'hmac-sha1',
    { ...CTR, hmac: ['hmac-sha1'] },
    /offers no MAC that is safe\. Allow one in MACs .*hmac-sha2-256/,
  ],
  ['hmac-sha1-etm', { ...CTR, hmac: ['hmac-sha1-etm@openssh.com'] }, /offers no MAC that is safe/],
  ['hmac-md5', { ...CTR, hmac: ['hmac-md5'] }, /offers no MAC that is safe/],
  ['zlib', { compress: ['zlib'] }, /no matching C->S compression/],
  ['delayed zlib', { compress: ['zlib@openssh.com'] }, /no matching C->S compression/],
  ['CBC', { cipher: ['aes256-cbc'] }, /offers no cipher that is safe\. Allow one in Ciphers/],
  ['group14-sha1', { kex: ['diffie-hellman-group14-sha1'] }, /offers no key exchange that is safe/],
  ['group-exchange-sha1', { kex: ['diffie-hellman-group-exchange-sha1'] }, /offers no key exchange/],
])('a server that offers only %s is refused', async (_name, algorithms, message) => {
  await expect(connected(algorithms)).rejects.toThrow(message)
})

test.each<[string, object]>([
  ['an older AES', { ...CTR, hmac: ['hmac-sha2-512'] }],
  ['ChaCha20', { cipher: ['chacha20-poly1305@openssh.com'], hmac: ['hmac-sha1'] }],
  ['curves of NIST', { kex: ['ecdh-sha2-nistp521'] }],
  ['groups of SHA-2', { kex: ['diffie-hellman-group18-sha512'] }],
])('a server that offers only %s is used', async (_name, algorithms) => {
  expect(await connected(algorithms)).toBe('out')
})
