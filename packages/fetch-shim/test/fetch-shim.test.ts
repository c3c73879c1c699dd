import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from '@jest/globals'

type Fetch = (url: string, options?: Record<string, unknown>) => Promise<Response>
const fetchShim = createRequire(import.meta.url)('../index.cjs') as Fetch

let server: Server
let url: string
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', part => {
      body += part
    })
    // A request for /silence receives no response.
    request.on('end', () => request.url === '/silence' || response.end(`${request.method} ${body}`))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('sends a body as text or as a stream, with options that only node-fetch knows', async () => {
  const options = { method: 'POST', agent: undefined, compress: true }
  expect(await (await fetchShim(url, { ...options, body: 'text' })).text()).toBe('POST text')
  expect(await (await fetchShim(url, { ...options, body: Readable.from(['a', 'b']) })).text()).toBe('POST ab')
})

test('times out', () =>
  expect(fetchShim(`${url}/silence`, { timeout: 50 })).rejects.toMatchObject({ name: 'TimeoutError' }))

test.each([undefined, 5000])('aborts with its signal (timeout %s)', async timeout => {
  const controller = new AbortController()
  const request = fetchShim(`${url}/silence`, { timeout, signal: controller.signal })
  controller.abort(new Error('no longer wanted'))
  await expect(request).rejects.toThrow('no longer wanted')
})
