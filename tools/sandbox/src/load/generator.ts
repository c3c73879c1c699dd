import { Agent, type IncomingMessage, request } from 'node:http'
import { type LoadResponse, Tally, type Traffic } from './tally.ts'

export interface LoadOptions {
  path: string
  body: string
  /** The `Host` of the requests; default: host and port of the URL. */
  host?: string
  connections?: number
  perSecond?: number
  /** A request without a response after this time is lost. */
  timeoutMs?: number
  /** Whether nothing runs yet, so that no request is lost before the first answer. */
  startsEmpty?: boolean
}

export interface Counts {
  requests: number
  lost: number
  slot: string | undefined
}

export interface Generator {
  /** The current counts. */
  now(): Counts
  /** Waits for pending requests. @returns the totals */
  stop(): Promise<Traffic>
}

/** Sends POST requests to a site over keep-alive connections, at a steady rate, until stopped. */
export function generateLoad(url: string, options: LoadOptions): Generator {
  const connections = options.connections ?? 12
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections })
  const tally = new Tally(options.startsEmpty)
  const startedAt = Date.now()
  const origin = performance.now()
  const clock = () => performance.now() - origin
  const open = new Set<Promise<void>>()
  const gap = 1000 / (options.perSecond ?? 150)
  let sent = 0
  const timer = setInterval(() => {
    for (; sent * gap <= clock(); sent++) {
      // A slow site delays requests instead of piling them up.
      if (open.size >= connections * 4) continue
      const done: Promise<void> = send(url, options, agent, clock).then(response => tally.add(response))
      open.add(done)
      void done.finally(() => open.delete(done))
    }
  }, 5)
  return {
    now: () => ({ ...tally.counts, slot: tally.slot }),
    stop: async () => {
      clearInterval(timer)
      await Promise.all(open)
      agent.destroy()
      return tally.traffic(startedAt)
    },
  }
}

/** Enough of an error page to identify its source (proxy or application) and its reason. */
const MAX_REASON_CHARACTERS = 200

/** Collects the tail of a body, on one line. */
function lastOf(response: IncomingMessage, maxCharacters: number): () => string {
  let text = ''
  response.setEncoding('utf8').on('data', (part: string) => {
    text = `${text}${part}`.slice(-maxCharacters)
  })
  return () => text.replace(/\s+/g, ' ').trim()
}

function send(url: string, options: LoadOptions, agent: Agent, clock: () => number): Promise<LoadResponse> {
  const { path, body, host = new URL(url).host, timeoutMs = 60_000 } = options
  const sentAt = clock()
  return new Promise(resolve => {
    const end = (slot: string | undefined, lost?: string) =>
      resolve({ sentAt, at: clock(), slot, ...(lost === undefined ? {} : { lost }) })
    const headers = { host, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const post = request(
      new URL(path, url),
      { method: 'POST', agent, headers, timeout: timeoutMs },
      response => {
        const slot = response.headers['x-deployment-slot']
        const status = response.statusCode ?? 0
        const reason = status >= 500 ? lastOf(response, MAX_REASON_CHARACTERS) : undefined
        response.on('error', error => end(undefined, `broken response: ${error.message}`))
        response.on('end', () => end(slot?.toString(), reason && `status ${status}: ${reason()}`))
        response.resume()
      },
    )
    post.on('timeout', () => post.destroy(new Error(`no response within ${timeoutMs} ms`)))
    post.on('error', (error: NodeJS.ErrnoException) => end(undefined, error.code ?? error.message))
    post.end(body)
  })
}
