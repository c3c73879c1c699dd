import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

/** Clients that each post over one keep-alive connection with pauses, and open WebSockets. */
const { port, clients, sockets, host } = workerData as Workload
export interface Workload {
  port: number
  clients: number
  sockets: number
  /** The site's name. */
  host: string
}

/** The observations of the clients; times are milliseconds since the epoch. */
export interface Observations {
  sentAt: Float64Array
  latency: Float64Array
  losses: string[]
  /** WebSockets that ended unexpectedly. */
  cut: number
}

const sentAt: number[] = []
const latency: number[] = []
const losses: string[] = []
let cut = 0
let running = true
const now = (): number => performance.timeOrigin + performance.now()
const body = '{"item":"Lamp","quantity":1}'
const headers = { Host: host, 'content-type': 'application/json', 'content-length': body.length }

async function client(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  await sleep(Math.random() * 100)
  while (running) {
    const started = now()
    const lost = await post(agent)
    if (lost) losses.push(lost)
    sentAt.push(started)
    latency.push(now() - started)
    await sleep(Math.random() * 200)
  }
  agent.destroy()
}

function post(agent: Agent): Promise<string | undefined> {
  return new Promise(resolve => {
    const options = { port, agent, method: 'POST', path: '/orders', headers, timeout: 10_000 }
    const call = request(options, response => {
      response.on('error', cause => resolve(`incomplete response: ${cause.message}`))
      response.on('end', () =>
        resolve((response.statusCode ?? 0) >= 500 ? `status ${response.statusCode}` : undefined),
      )
      response.resume()
    })
    call.on('timeout', () => call.destroy(new Error('no response in 10 s')))
    call.on('error', (cause: NodeJS.ErrnoException) => resolve(cause.code ?? cause.message))
    call.end(body)
  })
}

async function webSocket(): Promise<void> {
  while (running) {
    const socket = connect(port, '127.0.0.1')
    const key = randomBytes(16).toString('base64')
    const lines = ['GET /ws HTTP/1.1', `Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket']
    socket.write(
      `${[...lines, 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${key}`].join('\r\n')}\r\n\r\n`,
    )
    let open = false
    socket.once('data', data => {
      open = data.toString('latin1').startsWith('HTTP/1.1 101')
    })
    socket.on('error', () => {})
    stopping.signal.addEventListener('abort', () => socket.destroy(), { once: true })
    await new Promise(resolve => socket.once('close', resolve))
    if (running && open) cut++
    if (running) await sleep(50)
  }
}

const stopping = new AbortController()
const all = [...Array.from({ length: clients }, client), ...Array.from({ length: sockets }, webSocket)]
parentPort?.once('message', async () => {
  running = false
  stopping.abort()
  await Promise.all(all)
  const observations: Observations = {
    sentAt: Float64Array.from(sentAt),
    latency: Float64Array.from(latency),
    losses,
    cut,
  }
  parentPort?.postMessage(observations)
})
parentPort?.postMessage('started')
