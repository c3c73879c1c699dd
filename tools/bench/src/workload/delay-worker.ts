import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

/** A proxy that passes everything on later: bytes, ends and resets, so that both sides are as far apart as over a long line. */
const { port, oneWay } = workerData as { port: number; oneWay: number }

const server = createServer({ allowHalfOpen: true }, client => {
  const upstream = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
  for (const socket of [client, upstream]) socket.setNoDelay(true)
  passOn(client, upstream)
  passOn(upstream, client)
})

// Timers of equal length run in the order in which they were set, so the bytes keep theirs.
function passOn(from: Socket, to: Socket): void {
  from.on('data', chunk => setTimeout(() => to.destroyed || to.write(chunk), oneWay))
  from.on('end', () => setTimeout(() => to.destroyed || to.end(), oneWay))
  from.on('error', () => setTimeout(() => to.resetAndDestroy(), oneWay))
}

server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))
