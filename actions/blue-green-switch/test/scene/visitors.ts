import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Answer {
  status: number
  /** The slot that responded, as reported in its body. */
  slot: string
}

/** Request timeout of a visitor, long enough for a busy machine. */
const TIMEOUT_MS = 30_000

/** Requests the site as a visitor. Status 0 means no response. */
export function visit(publicUrl: string, visitor = 0): Promise<Answer> {
  return new Promise(resolve => {
    const headers = { Host: 'erp.example', 'User-Agent': `visitor ${visitor}` }
    const options = { headers, agent: false, timeout: TIMEOUT_MS }
    const call = request(publicUrl, options, answer => {
      let slot = ''
      answer.setEncoding('utf8').on('data', text => {
        slot += text
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, slot: slot.trim() }))
      answer.on('error', () => resolve({ status: 0, slot: '' }))
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => resolve({ status: 0, slot: '' }))
    call.end()
  })
}

/** Limits concurrent requests, so that many visitors also work on a busy machine. */
const MAX_CONCURRENT = 4

/**
 * Visits the site continuously until the work is done. @returns the outcome of the work and every response in order
 * @param visitors number of visitors that take turns, each with its own user agent and one request at a time
 */
export async function whileVisited<T>(publicUrl: string, work: () => Promise<T>, visitors = 1) {
  const answers: (Answer & { visitor: number })[] = []
  let running = true
  const concurrent = Math.min(visitors, MAX_CONCURRENT)
  const visiting = Array.from({ length: concurrent }, async (_, first) => {
    for (let visitor = first; running; visitor += concurrent) {
      if (visitor >= visitors) visitor = first
      answers.push({ ...(await visit(publicUrl, visitor)), visitor })
      await sleep(10)
    }
  })
  const [outcome] = await Promise.allSettled([work()])
  running = false
  await Promise.all(visiting)
  return { outcome, answers, bad: answers.filter(({ status }) => status !== 200) }
}

/** Opens a WebSocket to the site. */
export async function openWebSocket(publicUrl: string): Promise<Socket> {
  const socket = connect(Number(new URL(publicUrl).port), '127.0.0.1')
  const key = randomBytes(16).toString('base64')
  const lines = ['GET /ws HTTP/1.1', 'Host: erp.example', 'Connection: Upgrade', 'Upgrade: websocket']
  socket.write(`${[...lines, 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${key}`].join('\r\n')}\r\n\r\n`)
  const [first] = await new Promise<[Buffer]>((resolve, reject) => {
    socket.once('data', data => resolve([data]))
    socket.once('error', reject)
  })
  if (!first.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error(`no WebSocket: ${first}`)
  return socket
}
