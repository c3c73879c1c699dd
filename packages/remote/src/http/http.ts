import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'

/** A request to an address from the point of view of the server, such as a slot's port on its loopback. */
export interface HttpRequest {
  url: string
  /** Default: GET. */
  method?: string
  /** Headers; `Host` may differ from the host in the URL, to request a public site from a proxy. */
  headers?: Record<string, string>
  body?: string
  /** Timeout for the complete response in milliseconds. Default: 10,000. */
  timeout?: number
  /** Whether the certificate of an https URL must be valid for its host. Default: true. */
  verifyCertificate?: boolean
  /** Maximum bytes of the response body. Default: 65,536. */
  bodyLimit?: number
}

export interface Answer {
  status: number
  headers: Record<string, string>
  /** The body up to the limit. */
  body: string
  /** Whether the body is longer than the limit; the rest of it was not read. */
  truncated?: boolean
  /** When the certificate of the server expires; missing without TLS. */
  certificateEnds?: Date
}

const MAX_BODY_BYTES = 64 * 1024

/** Whether a text is an absolute http or https URL without user and password. */
export function isHttpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

/** The host and port of a URL; an IPv6 address has no brackets. */
export function endpoint(url: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(url)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
}

/**
 * Sends a request over an open byte stream. Redirects are returned like other responses, certificates are verified unless
 * disabled in the request, and an incomplete response at the timeout is an error.
 */
export async function sendRequest(request: HttpRequest, socket: Duplex): Promise<Answer> {
  const timeout = request.timeout ?? 10_000
  const signal = AbortSignal.timeout(timeout)
  try {
    return await exchange(request, socket, signal)
  } catch (cause) {
    if (signal.aborted) throw new Error(`no complete response within ${timeout / 1000} s`, { cause })
    throw cause
  }
}

async function exchange(request: HttpRequest, socket: Duplex, signal: AbortSignal): Promise<Answer> {
  const url = new URL(request.url)
  const secure = url.protocol === 'https:'
  const stream = secure ? await encrypt(socket, request) : asSocket(socket)
  const http = await import('node:http')
  return new Promise((resolve, reject) => {
    const call = http.request(
      {
        method: request.method ?? 'GET',
        path: `${url.pathname}${url.search}`,
        headers: { Host: url.host, Connection: 'close', ...request.headers },
        createConnection: () => stream as never,
        signal,
      },
      answer => resolve(read(answer, request.bodyLimit)),
    )
    call.on('error', reject)
    call.end(request.body)
  })
}

/** Encrypts a byte stream for the site in `Host`, with or without a port, or in the URL. */
export async function encrypt(
  socket: Duplex,
  { url, headers, verifyCertificate }: HttpRequest,
): Promise<Duplex> {
  const [tls, { isIP }] = await Promise.all([import('node:tls'), import('node:net')])
  const site = headers?.Host ?? new URL(url).host
  const host = new URL(`https://${site}`).hostname.replace(/^\[|\]$/g, '')
  // SNI supports names only (RFC 6066, section 3), but certificates are also verified for addresses.
  const servername = isIP(host) ? '' : host
  return tls.connect({ socket, host, servername, rejectUnauthorized: verifyCertificate ?? true })
}

/** Adds the socket methods that node:http calls and an SSH channel does not have. */
export function asSocket(channel: Duplex): Duplex {
  if ('setNoDelay' in channel) return channel
  return Object.assign(channel, {
    setKeepAlive: () => channel,
    setNoDelay: () => channel,
    setTimeout: () => channel,
    ref: () => channel,
    unref: () => channel,
    destroySoon: () => channel.destroy(),
  })
}

export async function read(answer: IncomingMessage, limit = MAX_BODY_BYTES): Promise<Answer> {
  const certificate = (answer.socket as Partial<TLSSocket>).getPeerCertificate?.()
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    length += part.length
    if (length > limit) break
  }
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(parts).subarray(0, limit).toString('utf8'),
    truncated: length > limit,
    ...(certificate?.valid_to ? { certificateEnds: new Date(certificate.valid_to) } : {}),
  }
}
