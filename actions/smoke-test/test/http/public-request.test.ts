import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sendPublicRequest } from '@tsh/remote'
import type { Check } from '../../src/checks/expectation.ts'
import { exchange } from '../../src/http/exchange.ts'
import { requestError } from '../../src/reports/request-error.ts'
import { makeCertificate } from './certificate.ts'
import { withSite } from './site.ts'

const get = (path = '/', more: Partial<Check> = {}): Check => ({
  method: 'GET',
  path,
  statuses: [200],
  ...more,
})
const send = (url: string, check = get(), milliseconds = 5000) =>
  exchange({ url, publicUrl: url, send: sendPublicRequest }, check, milliseconds)
const outcomeOf = (url: string, check = get(), milliseconds = 5000): Promise<string> =>
  send(url, check, milliseconds).then(({ status }) => `HTTP ${status}`, requestError)

describe('a request', () => {
  test('sends method, headers and body, and returns status, headers and body', async () => {
    const check = get('/login?a=b', {
      ...{ method: 'POST', headers: { 'X-One': '1' } },
      ...{ body: '{"a":1}', contentType: 'application/json' },
    })
    await withSite(
      async (request, response) => {
        let body = ''
        for await (const part of request) body += part
        const { method, url, headers } = request
        response.setHeader('X-Two', '2')
        response.end(JSON.stringify([method, url, headers['x-one'], headers['content-type'], body]))
      },
      async url => {
        const answer = await send(url, check)
        expect(answer).toMatchObject({ status: 200, headers: { 'x-two': '2' }, truncated: false })
        expect(JSON.parse(answer.body)).toEqual(['POST', '/login?a=b', '1', 'application/json', '{"a":1}'])
      },
    )
  })

  test('with a slow trickling response ends at its timeout', async () => {
    await withSite(
      (_request, response) => {
        const drip = setInterval(() => response.write('x'), 10)
        response.on('close', () => clearInterval(drip))
      },
      async url => expect(await outcomeOf(url, get(), 200)).toMatch(/^no complete response within 0\.\d+ s$/),
    )
  })

  test('without a response ends at its timeout', async () => {
    await withSite(
      () => {},
      async url => expect(await outcomeOf(url, get(), 100)).toMatch(/^no complete response within/),
    )
  })

  test('does not decompress a response, however small it is', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const encodings: unknown[] = []
    await withSite(
      (request, response) => {
        encodings.push(request.headers['accept-encoding'])
        response.setHeader('Content-Encoding', 'gzip')
        response.end(bomb)
      },
      async url => {
        const { body, truncated } = await send(url)
        expect(truncated).toBe(false)
        expect(Buffer.byteLength(body, 'utf8')).toBeLessThan(3 * bomb.length)
      },
    )
    expect(encodings).toEqual(['identity'])
  })

  test('reads 1 MiB of a body of 1 GB and stops', async () => {
    const sent = { bytes: 0 }
    await withSite(
      (_request, response) => {
        const part = Buffer.alloc(64 * 1024, 'x')
        response.setHeader('Content-Length', 1e9)
        const send = (): void => {
          let room = true
          while (room && !response.destroyed && sent.bytes < 1e9) {
            room = response.write(part)
            sent.bytes += part.length
          }
        }
        response.on('drain', send)
        send()
      },
      async url => {
        const answer = await send(url)
        expect(answer).toMatchObject({ status: 200, truncated: true })
        expect(answer.body).toHaveLength(1024 * 1024)
      },
    )
    expect(sent.bytes).toBeLessThan(1e8)
  })
})

describe('redirects', () => {
  const redirecting =
    (status: number, location: (host: string) => string) =>
    (url: string, host: string): [number, string] =>
      url === '/end' ? [200, ''] : [status, location(host)]
  const withRedirects = (
    to: (url: string, host: string) => [number, string],
    work: (url: string, seen: string[]) => Promise<void>,
  ): Promise<void> => {
    const seen: string[] = []
    return withSite(
      (request, response) => {
        seen.push(`${request.method} ${request.url}`)
        const [status, location] = to(request.url ?? '', request.headers.host ?? '')
        response.writeHead(status, location === '' ? {} : { location }).end()
      },
      url => work(url, seen),
    )
  }

  test('are followed on the same host, relative or not', async () => {
    const chain: Record<string, (host: string) => string> = {
      '/': () => '/docs/',
      '/docs/': host => `http://${host}/end#top`,
    }
    await withRedirects(
      (url, host) => (url === '/end' ? [200, ''] : [307, chain[url]?.(host) ?? '']),
      async (url, seen) => {
        expect(await outcomeOf(url)).toBe('HTTP 200')
        expect(seen).toEqual(['GET /', 'GET /docs/', 'GET /end'])
      },
    )
  })

  test('to another host are not followed, but reported', async () => {
    await withRedirects(
      redirecting(302, () => 'https://login.example/in?token=1'),
      async url =>
        expect(await outcomeOf(url)).toBe(
          'HTTP 302 redirect to another host (https://login.example/in), which is not followed',
        ),
    )
  })

  test('in a loop end after five', async () => {
    await withRedirects(
      () => [302, '/again'],
      async (url, seen) => {
        expect(await outcomeOf(url)).toBe('more than 5 redirects')
        expect(seen).toHaveLength(6)
      },
    )
  })

  test('are responses if a check expects them', async () => {
    await withRedirects(
      redirecting(302, () => 'https://login.example/'),
      async url => expect(await outcomeOf(url, get('/', { statuses: [301, 302] }))).toBe('HTTP 302'),
    )
  })

  test.each([
    [303, 'GET /end'],
    [302, 'GET /end'],
    [308, 'POST /end'],
  ])('of a POST by %i continue as %s', async (status, second) => {
    await withRedirects(
      redirecting(status, () => '/end'),
      async (url, seen) => {
        expect(await outcomeOf(url, get('/form', { method: 'POST', body: 'a=b' }))).toBe('HTTP 200')
        expect(seen).toEqual(['POST /form', second])
      },
    )
  })
})

describe('connection errors', () => {
  const raw = async (answer: string, work: (url: string) => Promise<void>): Promise<void> => {
    const server = createServer(socket => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(answer))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      await work(`127.0.0.1:${(server.address() as { port: number }).port}`)
    } finally {
      server.close()
    }
  }

  test('a closed port', async () => {
    let closed = ''
    await raw('', async url => {
      closed = url
    })
    expect(await outcomeOf(`http://${closed}`)).toBe('connection refused')
  })
  test('an unknown host name', async () => {
    expect(await outcomeOf('http://nowhere.invalid')).toMatch(/\(DNS/)
  })
  test('a truncated response', async () => {
    const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'
    await raw(half, async url =>
      expect(await outcomeOf(`http://${url}`)).toBe('connection closed before the end of the response'),
    )
  })
  test('something that is not HTTP', async () => {
    await raw('SSH-2.0-OpenSSH\r\n', async url =>
      expect(await outcomeOf(`http://${url}`)).toBe('the response is not HTTP'),
    )
  })
  test('a port without TLS', async () => {
    await raw('HTTP/1.1 400 Bad Request\r\n\r\n', async url =>
      expect(await outcomeOf(`https://${url}`)).toBe('the port does not use TLS'),
    )
  })
})

describe('certificates', () => {
  const day = 24 * 60 * 60 * 1000
  const at = (days: number): Date => new Date(Date.now() + days * day)
  const ends = at(9.5)
  const good = makeCertificate('localhost', at(-1), ends)
  const other = makeCertificate('other.example', at(-1), at(9))
  const expired = makeCertificate('localhost', at(-20), at(-1))
  const early = makeCertificate('localhost', at(1), at(20))
  const known = getCACertificates()
  beforeAll(() => setDefaultCACertificates([...known, good.cert, other.cert, expired.cert, early.cert]))
  afterAll(() => setDefaultCACertificates(known))
  const secure = <T>(certificate: typeof good, work: (url: string) => Promise<T>): Promise<T> =>
    withSite((_request, response) => response.end('ok'), work, certificate)

  test('that are valid return their expiry date', async () => {
    const { status, certificateEnds } = await secure(good, url => send(url.replace('127.0.0.1', 'localhost')))
    expect(status).toBe(200)
    expect(certificateEnds?.toISOString().slice(0, 19)).toBe(ends.toISOString().slice(0, 19))
  })
  test('are also verified for IP addresses, without SNI', async () => {
    const names: unknown[] = []
    const answer: RequestListener = (request, response) => {
      names.push((request.socket as TLSSocket).servername)
      response.end()
    }
    expect(await withSite(answer, url => outcomeOf(url), good)).toBe('HTTP 200')
    expect(names).toEqual([false])
  })
  test.each([
    ['expired', expired, 'the TLS certificate has expired'],
    ['not yet valid', early, 'the TLS certificate is not valid yet'],
    ['self-signed', makeCertificate('localhost', at(-1), at(9)), 'the TLS certificate is self-signed'],
  ])('that are %s are refused', async (_name, certificate, reason) => {
    expect(await secure(certificate, url => outcomeOf(url))).toBe(reason)
  })
  test('for another name are refused', async () => {
    const outcome = secure(other, url => outcomeOf(url.replace('127.0.0.1', 'localhost')))
    expect(await outcome).toBe('the TLS certificate is for a different host name')
  })
})
