// The application of the scene: answers with its version and slot, and is well only a moment after its start.
const { createServer } = require('node:http')

const { SLOT: slot, VERSION: version } = process.env
const WARM_UP = 300
const started = Date.now()
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(Date.now() - started < WARM_UP ? 503 : 200, { 'x-version': version })
    response.end(`${version} ${slot}\n`)
  })
})
// Longer than the proxy keeps its connections, so that the proxy is the one who ends them.
server.keepAliveTimeout = 300_000
server.listen(8000)
process.on('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
