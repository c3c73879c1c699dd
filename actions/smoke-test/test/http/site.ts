import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** Runs work against a real server on loopback, and stops it. */
export async function withSite<T>(
  answer: RequestListener,
  work: (url: string) => Promise<T>,
  secure?: { key: string; cert: string },
): Promise<T> {
  const server: Server = secure ? createSecureServer(secure, answer) : createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    return await work(`${secure ? 'https' : 'http'}://127.0.0.1:${port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
