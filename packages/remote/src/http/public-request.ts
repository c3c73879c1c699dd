import { once } from 'node:events'
import { type Answer, endpoint, type HttpRequest, sendRequest } from './http.ts'

/** Sends a request from this machine. */
export async function sendPublicRequest(request: HttpRequest): Promise<Answer> {
  const { timeout = 10_000, url } = request
  const started = performance.now()
  const net = await import('node:net')
  const socket = net.connect(endpoint(url))
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(timeout) })
    const rest = Math.max(1, Math.round(timeout - (performance.now() - started)))
    return await sendRequest({ ...request, timeout: rest }, socket)
  } catch (cause) {
    if ((cause as Error).name !== 'AbortError') throw cause
    throw new Error(`no connection within ${timeout / 1000} s`, { cause })
  } finally {
    socket.destroy()
  }
}
