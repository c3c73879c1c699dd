// The application of the scene: responds, keeps WebSockets open, and can be made unhealthy.
const { createHash } = require('node:crypto')
const { createServer } = require('node:http')
const { existsSync, readFileSync, writeFileSync } = require('node:fs')

const slot = process.env.SLOT

/**
 * If a test has requested it, breaks for good as soon as the journal records that the traffic moves. An external
 * watcher could be too late on a busy machine.
 */
function dieWhenSwitching() {
  if (!existsSync(`/scene/dies-${slot}`)) return
  const lines = readFileSync('/scene/.deploy/releases.jsonl', 'utf8').trimEnd().split('\n')
  if (lines.at(-1).includes('"switching"')) writeFileSync(`/scene/broken-${slot}`, '')
}

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    dieWhenSwitching()
    // Controlled by a file, so that a test can break one slot at any time.
    const broken = existsSync(`/scene/broken-${slot}`)
    response.writeHead(broken ? 502 : 200, { 'content-type': 'text/plain' })
    response.end(`${slot}\n`)
  })
})
// Longer than the proxy keeps its connections, so that the proxy closes them.
server.keepAliveTimeout = 300_000
server.on('upgrade', (request, socket) => {
  const magic = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
  const accept = createHash('sha1').update(magic).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  // Periodic ping: nginx closes connections that are idle for a minute.
  const pings = setInterval(() => socket.write(Buffer.from([0x89, 0])), 10_000)
  socket.on('close', () => clearInterval(pings))
  socket.on('error', () => socket.destroy())
  socket.on('end', () => socket.end())
  socket.resume()
})
server.listen(8000)
process.on('SIGTERM', () => process.exit(0))
