import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'

/** A request that goes to an address as the server sees it, such as a slot's port on its loopback. */
export interface HttpRequest {
  url: string
  /** Default: GET. */
  method?: string
  /** Headers; `Host` may differ from the address in the URL, to ask a proxy for a public site. */
  headers?: Record<string, string>
  body?: string
  /** Milliseconds until the request is given up, at the latest before the end of the answer. Default: 10,000. */
  timeout?: number
  /** Whether the certificate of an https address must be valid for its host. Default: true. */
  verifyCertificate?: boolean
  /** Bytes of the answer's body that are read. Default: 65,536. */
  bodyLimit?: number
}

export interface Answer {
  status: number
  headers: Record<string, string>
  /** The body up to the limit. */
  body: string
  /** Whether the body is longer than the limit; the rest of it was not read. */
  truncated?: boolean
  /** When the certificate of the server expires; missing where there was none. */
  certificateEnds?: Date
}

const LONGEST_BODY = 64 * 1024

/** Whether a text is an absolute http or https address without user and password. */
export function isHttpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

/** The host and port that a URL is connected to; an IPv6 address is without its brackets. */
export function endpoint(url: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(url)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
}

/**
 * Sends one request over an open byte stream. Redirects are answers like others, certificates are verified unless the
 * request says otherwise, and an answer that is not complete in time is an error.
 */
export async function ask(request: HttpRequest, socket: Duplex): Promise<Answer> {
  const timeout = request.timeout ?? 10_000
  const signal = AbortSignal.timeout(timeout)
  try {
    return await exchange(request, socket, signal)
  } catch (cause) {
    if (signal.aborted) throw new Error(`no complete answer within ${timeout / 1000} s`, { cause })
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

/** Encrypts a byte stream to the site that `Host` names, with or without a port, else to that of the URL. */
export async function encrypt(
  socket: Duplex,
  { url, headers, verifyCertificate }: HttpRequest,
): Promise<Duplex> {
  const [tls, { isIP }] = await Promise.all([import('node:tls'), import('node:net')])
  const site = headers?.Host ?? new URL(url).host
  const host = new URL(`https://${site}`).hostname.replace(/^\[|\]$/g, '')
  // A certificate is asked for by name only (RFC 6066, section 3), but checked for addresses too.
  const servername = isIP(host) ? '' : host
  return tls.connect({ socket, host, servername, rejectUnauthorized: verifyCertificate ?? true })
}

/** node:http calls these on its sockets; an SSH channel does not have them. */
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

export async function read(answer: IncomingMessage, limit = LONGEST_BODY): Promise<Answer> {
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
