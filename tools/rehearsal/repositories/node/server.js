const { createServer } = require('node:http')
const { readFileSync } = require('node:fs')
const { pool } = require('./database.js')
const { description } = require('./package.json')

const { html, signature } = JSON.parse(readFileSync('page.json', 'utf8'))
const json = (response, status, body) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const routes = {
  '/': async response => response.writeHead(200, { 'content-type': 'text/html', 'x-signature': signature }).end(html),
  '/healthz': async response => {
    await pool.query('SELECT 1')
    json(response, 200, { description })
  },
  '/api/checks': async response => json(response, 200, (await pool.query('SELECT site, up FROM checks')).rows),
}

const server = createServer((request, response) => {
  request.resume()
  const route = routes[request.url]
  if (!route) return json(response, 404, { error: 'not found' })
  route(response).catch(error => json(response, 503, { error: error.message }))
})
server.keepAliveTimeout = 120_000
server.listen(3000)
process.on('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
