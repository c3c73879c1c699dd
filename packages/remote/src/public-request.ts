import { once } from 'node:events'
import { ask, endpoint } from '@tsh/remote'
import type { Ask } from './exchange.ts'

/** Asks from this machine. */
export const askPublicly: Ask = async request => {
  const { timeout = 10_000, url } = request
  const started = performance.now()
  const net = await import('node:net')
  const socket = net.connect(endpoint(url))
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(timeout) })
    const rest = Math.max(1, Math.round(timeout - (performance.now() - started)))
    return await ask({ ...request, timeout: rest }, socket)
  } catch (cause) {
    if ((cause as Error).name !== 'AbortError') throw cause
    throw new Error(`no connection within ${timeout / 1000} s`, { cause })
  } finally {
    socket.destroy()
  }
}
