import { describe, expect, test } from '@jest/globals'
import { recordingRemote } from '@tsh/testing'
import { findSite } from '../../src/index.ts'

const refused = (): never => {
  throw new Error('connection refused', {
    cause: Object.assign(new Error('Connection refused'), { reason: 2 }),
  })
}

/** A server on which only these addresses accept connections. */
const server = (accepting: readonly string[], sockets = '') =>
  recordingRemote(
    line => (line.includes('list listening sockets') ? { stdout: sockets } : undefined),
    url => (accepting.includes(new URL(url).origin) ? {} : refused()),
  )

const find = (publicUrl: string, accepting: readonly string[], sockets = '') =>
  findSite(server(accepting, sockets), { publicUrl, path: '/health' })

describe('requests go to the proxy', () => {
  test.each<[string, string, string[], string, Record<string, string>]>([
    [
      'on 443',
      'https://erp.example',
      ['https://127.0.0.1', 'http://127.0.0.1'],
      'https://127.0.0.1/health',
      { Host: 'erp.example' },
    ],
    [
      'on 80',
      'http://erp.example',
      ['https://127.0.0.1', 'http://127.0.0.1'],
      'http://127.0.0.1/health',
      { Host: 'erp.example' },
    ],
    [
      'on the port of the public URL',
      'https://erp.example:8443',
      ['https://127.0.0.1:8443', 'https://127.0.0.1'],
      'https://127.0.0.1:8443/health',
      { Host: 'erp.example:8443' },
    ],
    [
      'on 443 when the port belongs to a gateway',
      'https://erp.example:8443',
      ['https://127.0.0.1'],
      'https://127.0.0.1/health',
      { Host: 'erp.example:8443' },
    ],
    [
      'on 80 when TLS is terminated in front of the server',
      'https://erp.example',
      ['http://127.0.0.1'],
      'http://127.0.0.1/health',
      { Host: 'erp.example', 'X-Forwarded-Proto': 'https' },
    ],
    [
      'on 443 when nothing accepts connections, so that it fails',
      'https://erp.example',
      [],
      'https://127.0.0.1/health',
      { Host: 'erp.example' },
    ],
  ])('%s', async (_name, publicUrl, accepting, url, headers) => {
    expect(await find(publicUrl, accepting)).toEqual({ url, headers, verifyCertificate: false })
  })

  const listening = (hexadecimal: string): string =>
    `   0: ${hexadecimal}:01BB ${hexadecimal.replace(/./g, '0')}:0000 0A 00000000:00000000`

  test('on the public address when it listens on no other address', async () => {
    const { url } = await find('https://erp.example', ['https://10.0.0.5'], listening('0500000A'))
    expect(url).toBe('https://10.0.0.5/health')
  })

  test('over IPv6 when it listens on nothing else', async () => {
    const { url } = await find('https://erp.example', ['https://[::1]'], listening('0'.repeat(32)))
    expect(url).toBe('https://[::1]/health')
  })

  test('on a port that accepts connections even if requests fail, which is reported later', async () => {
    const remote = server([])
    remote.request = () => Promise.reject(new Error('wrong version number'))
    const { url } = await findSite(remote, { publicUrl: 'https://erp.example', path: '/health' })
    expect(url).toBe('https://127.0.0.1/health')
  })
})
