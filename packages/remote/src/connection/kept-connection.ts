import type { Duplex } from 'node:stream'
import { type Answer, asSocket, encrypt, type HttpRequest, read } from '../http/http.ts'

/** A persistent HTTP connection, like that of a browser. */
export interface KeptConnection {
  /** False after the other side has closed it. */
  readonly open: boolean
  /**
   * Sends the next request. The previous one must be complete.
   * @throws Error when the connection has ended
   */
  request(request: HttpRequest): Promise<Answer>
  close(): void
}

const CLOSED = 'the connection was closed by the remote host'

/** Uses an open byte stream for requests to one site. */
export async function keep(socket: Duplex, site: HttpRequest): Promise<KeptConnection> {
  const secure = new URL(site.url).protocol === 'https:'
  const stream = secure ? await encrypt(socket, site) : asSocket(socket)
  const http = await import('node:http')
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  let open = true
  for (const event of ['end', 'close', 'error']) {
    stream.on(event, () => {
      open = false
    })
  }
  let taken = false
  // The agent requests a second connection after the first was closed.
  agent.createConnection = () => {
    if (taken) throw new Error(CLOSED)
    taken = true
    return stream
  }
  return {
    get open() {
      return open
    },
    request: ({ url, method = 'GET', headers, body, timeout = 10_000 }) =>
      new Promise((resolve, reject) => {
        if (!open) throw new Error(CLOSED)
        const { host, pathname, search } = new URL(url)
        const options = { method, path: `${pathname}${search}`, headers: { Host: host, ...headers } }
        const call = http.request({ ...options, agent, signal: AbortSignal.timeout(timeout) }, answer => {
          if (answer.headers.connection === 'close') open = false
          resolve(read(answer))
        })
        call.on('error', reject)
        call.end(body)
      }),
    close() {
      open = false
      agent.destroy()
      stream.destroy()
    },
  }
}
