import { log } from '@tsh/action'
import { formatBytes } from '@tsh/server'

const INTERVAL = 5000

/**
 * Says from time to time how far a stream is.
 * @param expected bytes of the last one, or undefined when there was none
 */
export function progress(what: string, expected: number | undefined): (bytes: number) => void {
  const started = Date.now()
  let told = started
  return bytes => {
    const now = Date.now()
    if (now - told < INTERVAL) return
    told = now
    const rate = bytes / ((now - started) / 1000)
    const rest = expected && expected > bytes ? `, about ${Math.ceil((expected - bytes) / rate)} s to go` : ''
    log.info(`${what}: ${formatBytes(bytes)}, ${formatBytes(rate)}/s${rest}`)
  }
}
