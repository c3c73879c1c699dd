import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** A request that goes to an address as the server sees it, such as a slot's port on its loopback. */
export interface HttpRequest {
  url: string
  /** Default: GET. */
  method?: string
  /** Headers; `Host` may differ from the address in the URL, to ask a proxy for a public site. */
  headers?: Record<string, string>
  body?: string
  /** Milliseconds until the request is given up. Default: 10,000. */
  timeout?: number
}

export interface Answer {
  status: number
  headers: Record<string, string>
  /** The first 64 KiB of the body. */
  body: string
}

const LONGEST_BODY = 64 * 1024

/** Whether a text is an absolute http or https address without user and password. */
export function isHttpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

/** Sends one request over an open byte stream. */
export async function ask(request: HttpRequest, socket: Duplex): Promise<Answer> {
  const url = new URL(request.url)
  const secure = url.protocol === 'https:'
  const stream = secure ? await encrypt(socket, request.headers?.Host ?? url.hostname) : asSocket(socket)
  const http = await import('node:http')
  return new Promise((resolve, reject) => {
    const call = http.request(
      {
        method: request.method ?? 'GET',
        path: `${url.pathname}${url.search}`,
        headers: { Host: url.host, Connection: 'close', ...request.headers },
        createConnection: () => stream as never,
        signal: AbortSignal.timeout(request.timeout ?? 10_000),
      },
      answer => resolve(read(answer)),
    )
    call.on('error', reject)
    call.end(request.body)
  })
}

async function encrypt(socket: Duplex, host: string): Promise<Duplex> {
  const tls = await import('node:tls')
  return tls.connect({ socket, servername: host.replace(/:\d+$/, '') })
}

/** node:http calls these on its sockets; an SSH channel does not have them. */
function asSocket(channel: Duplex): Duplex {
  return Object.assign(channel, {
    setKeepAlive: () => channel,
    setNoDelay: () => channel,
    setTimeout: () => channel,
    ref: () => channel,
    unref: () => channel,
    destroySoon: () => channel.destroy(),
  })
}

async function read(answer: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    length += part.length
    if (length > LONGEST_BODY) break
  }
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(parts).subarray(0, LONGEST_BODY).toString('utf8'),
  }
}
