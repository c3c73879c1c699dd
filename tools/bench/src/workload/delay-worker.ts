import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

/** A proxy that delays everything it forwards: bytes, ends and resets, to simulate network latency. */
const { port, oneWay } = workerData as { port: number; oneWay: number }

const server = createServer({ allowHalfOpen: true }, client => {
  const upstream = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
  for (const socket of [client, upstream]) socket.setNoDelay(true)
  forward(client, upstream)
  forward(upstream, client)
})

// Timers of equal duration fire in order, so the order of the bytes is kept.
function forward(from: Socket, to: Socket): void {
  from.on('data', chunk => setTimeout(() => to.destroyed || to.write(chunk), oneWay))
  from.on('end', () => setTimeout(() => to.destroyed || to.end(), oneWay))
  from.on('error', () => setTimeout(() => to.resetAndDestroy(), oneWay))
}

server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))
