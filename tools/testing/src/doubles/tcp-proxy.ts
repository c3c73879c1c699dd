import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** Number of connections so far. */
  readonly connections: number
  /** Bytes received from the target, over all connections. */
  readonly received: number
  /** Runs the action once, when that many bytes were received and before the last of them are forwarded. */
  onBytes(count: number, action: () => void): void
  /** Ends all connections at once, on both sides, with RST. */
  reset(): void
  /** Ends all connections gracefully, on both sides, with FIN. */
  end(): void
  /** Silently stops forwarding: neither RST nor FIN, also for new connections. */
  blackHole(): void
  /** Serves new connections again. Existing ones remain in the black hole. */
  heal(): void
  close(): Promise<void>
}

interface Pair {
  client: Socket
  upstream: Socket
  dark: boolean
}

interface Proxied {
  target: { host: string; port: number }
  pairs: Set<Pair>
  dark: boolean
  connections: number
  received: number
  waiting: { count: number; action: () => void }[]
}

/** Each side closes independently, and data is forwarded immediately, as between ssh and sshd. */
const SOCKET_OPTIONS = { allowHalfOpen: true, noDelay: true }

/** Forwards connections to a port of this machine to the target, until a fault is injected. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const proxied: Proxied = { target, pairs: new Set(), dark: false, connections: 0, received: 0, waiting: [] }
  const server = createServer(SOCKET_OPTIONS, client => accept(proxied, client))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return proxyOf(proxied, server)
}

function proxyOf(proxied: Proxied, server: Server): TcpProxy {
  const { port } = server.address() as AddressInfo
  const { pairs, waiting } = proxied
  return {
    port,
    get connections() {
      return proxied.connections
    },
    get received() {
      return proxied.received
    },
    onBytes: (count, action) => {
      waiting.push({ count, action })
      runDue(proxied)
    },
    reset: () => {
      for (const { client, upstream } of pairs)
        for (const socket of [client, upstream]) socket.resetAndDestroy()
    },
    end: () => {
      for (const pair of pairs) endPair(pair)
    },
    blackHole: () => {
      proxied.dark = true
      for (const pair of pairs) darken(pair)
    },
    heal: () => {
      proxied.dark = false
    },
    close: async () => {
      for (const { client, upstream } of pairs) for (const socket of [client, upstream]) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function accept(proxied: Proxied, client: Socket): void {
  const upstream = proxied.dark ? new Socket() : connect({ ...proxied.target, ...SOCKET_OPTIONS })
  const pair: Pair = { client, upstream, dark: false }
  proxied.pairs.add(pair)
  proxied.connections++
  upstream.on('data', (chunk: Buffer) => {
    proxied.received += chunk.length
    runDue(proxied)
  })
  upstream.pipe(client)
  client.pipe(upstream)
  tie(pair, client, upstream)
  tie(pair, upstream, client)
  const forget = (): unknown => client.destroyed && upstream.destroyed && proxied.pairs.delete(pair)
  for (const socket of [client, upstream]) socket.on('close', forget)
  if (proxied.dark) darken(pair)
}

/** An error on one side resets the other, except in a black hole. */
function tie(pair: Pair, from: Socket, to: Socket): void {
  from.on('error', () => {
    if (!pair.dark) to.resetAndDestroy()
  })
}

function runDue(proxied: Proxied): void {
  const due = proxied.waiting.filter(({ count }) => proxied.received >= count)
  for (const each of due) proxied.waiting.splice(proxied.waiting.indexOf(each), 1)
  for (const { action } of due) action()
}

function darken(pair: Pair): void {
  pair.dark = true
  separate(pair)
  pair.client.pause()
  pair.upstream.pause()
}

function endPair(pair: Pair): void {
  separate(pair)
  for (const socket of [pair.client, pair.upstream]) {
    socket.end()
    // Remaining data is read and discarded, so that the connection can close.
    socket.resume()
  }
}

function separate({ client, upstream }: Pair): void {
  client.unpipe(upstream)
  upstream.unpipe(client)
}
