import { createServer } from 'node:http'
import { page } from './page.js'

const version = process.env.VERSION ?? 'latest'
const server = createServer((request, response) => {
  if (request.url === '/health') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'healthy', version }))
  } else {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page({ version }))
  }
})
server.listen(3000)
process.on('SIGTERM', () => server.close(() => process.exit(0)))
