// The test application: responds with its version and slot, and becomes healthy shortly after its start.
const { createServer } = require('node:http')

const { SLOT: slot, VERSION: version } = process.env
const WARM_UP_MS = 300
const started = Date.now()
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(Date.now() - started < WARM_UP_MS ? 503 : 200, { 'x-version': version })
    response.end(`${version} ${slot}\n`)
  })
})
// Longer than the proxy's keepalive, so that the proxy closes the connections.
server.keepAliveTimeout = 300_000
server.listen(8000)
process.on('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
