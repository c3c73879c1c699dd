import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type KeptConnection, keep } from '../../src/connection/kept-connection.ts'

let server: Server
let connections: number
let kept: KeptConnection
const site = { url: 'http://127.0.0.1/', headers: { Host: 'erp.example' } }

beforeEach(async () => {
  connections = 0
  server = createServer((request, response) => {
    if (request.url === '/last') response.setHeader('Connection', 'close')
    response.end(`${request.headers.host}${request.url}`)
  })
  server.on('connection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  kept = await keep(connect((server.address() as AddressInfo).port, '127.0.0.1'), site)
})
afterEach(() => {
  kept.close()
  server.close()
})

test('several requests go over one connection', async () => {
  for (const path of ['/a', '/b?c=d', '/e'])
    expect((await kept.request({ ...site, url: `http://127.0.0.1${path}` })).body).toBe(`erp.example${path}`)
  expect(connections).toBe(1)
  expect(kept.open).toBe(true)
})

test('closes after a response with "connection: close", without opening another connection', async () => {
  expect((await kept.request({ ...site, url: 'http://127.0.0.1/last' })).status).toBe(200)
  expect(kept.open).toBe(false)
  await expect(kept.request(site)).rejects.toThrow('was closed by the remote host')
  expect(connections).toBe(1)
})

test('closes when the server closes it between two requests', async () => {
  await kept.request(site)
  server.closeIdleConnections()
  while (kept.open) await new Promise(setImmediate)
  await expect(kept.request(site)).rejects.toThrow('was closed by the remote host')
})
