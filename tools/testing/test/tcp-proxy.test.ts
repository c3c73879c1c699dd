import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { startTcpProxy } from '@tsh/testing'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

interface Watched {
  socket: Socket
  /** The data received so far. */
  text(): string
  /** How it ended: `end` for FIN, otherwise an error code. */
  ended: Promise<string>
  /** Waits for the given number of bytes. */
  has(count: number): Promise<void>
}

function watch(socket: Socket): Watched {
  let text = ''
  const ended = Promise.withResolvers<string>()
  socket.on('data', chunk => {
    text += chunk
  })
  socket.on('end', () => ended.resolve('end'))
  socket.on('error', (error: NodeJS.ErrnoException) => ended.resolve(error.code ?? error.message))
  closers.push(() => socket.destroy())
  const has = async (count: number) => {
    while (text.length < count) await once(socket, 'data')
  }
  return { socket, text: () => text, ended: ended.promise, has }
}

/** A server that records its connections, behind a proxy. */
async function start() {
  const accepted: Watched[] = []
  const server = createServer({ allowHalfOpen: true }, socket => void accepted.push(watch(socket)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const target = { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
  const proxy = await startTcpProxy(target)
  closers.push(
    () => new Promise(resolve => server.close(resolve)),
    () => proxy.close(),
  )
  const open = async () => {
    const client = watch(connect({ host: '127.0.0.1', port: proxy.port, allowHalfOpen: true }))
    await once(client.socket, 'connect')
    return client
  }
  const pair = async () => {
    const [client] = await Promise.all([open(), once(server, 'connection')])
    return { client, far: accepted.at(-1) as Watched }
  }
  return { proxy, server, accepted, open, pair }
}

test('forwards bytes in both directions and counts those of the target', async () => {
  const { proxy, pair } = await start()
  const { client, far } = await pair()
  client.socket.write('question')
  await far.has(8)
  far.socket.write('the answer')
  await client.has(10)
  expect([far.text(), client.text(), proxy.received]).toEqual(['question', 'the answer', 10])
  const other = await pair()
  other.far.socket.write('more')
  await other.client.has(4)
  expect(proxy.received).toBe(14)
})

test('forwards large amounts to a slow reader completely', async () => {
  const { proxy, pair } = await start()
  const { client, far } = await pair()
  client.socket.pause()
  far.socket.end(Buffer.alloc(8_000_000, 'x'))
  client.socket.resume()
  expect(await client.ended).toBe('end')
  expect([client.text().length, proxy.received]).toEqual([8_000_000, 8_000_000])
})

test('forwards the end of one direction and keeps the other open', async () => {
  const { pair } = await start()
  const { client, far } = await pair()
  client.socket.end('last')
  expect(await far.ended).toBe('end')
  far.socket.end('answer')
  expect(await client.ended).toBe('end')
  expect([far.text(), client.text()]).toEqual(['last', 'answer'])
})

test.each([
  { how: 'reset', expected: 'ECONNRESET' },
  { how: 'end', expected: 'end' },
] as const)('$how ends both sides, and serves new connections', async ({ how, expected }) => {
  const { proxy, pair } = await start()
  const { client, far } = await pair()
  proxy[how]()
  expect(await Promise.all([client.ended, far.ended])).toEqual([expected, expected])
  const next = await pair()
  next.far.socket.write('still here')
  await next.client.has(10)
})

test('a reset of one side is forwarded to the other', async () => {
  const { pair } = await start()
  const { client, far } = await pair()
  far.socket.resetAndDestroy()
  expect(await client.ended).toBe('ECONNRESET')
})

test('runs an action once, at the given byte', async () => {
  const { proxy, pair } = await start()
  const { client, far } = await pair()
  const calls: number[] = []
  proxy.onBytes(10, () => calls.push(proxy.received))
  far.socket.write('123456789')
  await client.has(9)
  expect(calls).toEqual([])
  far.socket.write('0')
  await client.has(10)
  far.socket.write('more')
  await client.has(14)
  expect(calls).toEqual([10])
  proxy.onBytes(14, () => calls.push(14))
  expect(calls).toEqual([10, 14])
})

test('a black hole forwards nothing, not even the end, until new connections are served again', async () => {
  const { proxy, pair, open, accepted } = await start()
  const { client, far } = await pair()
  proxy.blackHole()
  far.socket.write('lost')
  client.socket.end('lost')
  const ignored = await open()
  ignored.socket.write('lost')
  proxy.heal()
  const next = await pair()
  next.far.socket.write('found')
  await next.client.has(5)
  far.socket.resetAndDestroy()
  const last = await pair()
  last.client.socket.write('found')
  await last.far.has(5)
  expect([client.text(), far.text(), ignored.text(), proxy.received]).toEqual(['', '', '', 5])
  expect(accepted.filter(({ text }) => text() === 'lost')).toEqual([])
  const states = await Promise.all([client.ended, ignored.ended].map(end => Promise.race([end, 'open'])))
  expect(states).toEqual(['open', 'open'])
})

test('an unreachable target resets the client', async () => {
  const { proxy, server, open } = await start()
  await new Promise(resolve => server.close(resolve))
  const client = await open()
  expect(await client.ended).toBe('ECONNRESET')
  expect(proxy.received).toBe(0)
})
