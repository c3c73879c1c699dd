import { log } from '@tsh/action'
import { formatBytes } from '@tsh/server-query'

const LOG_INTERVAL_MS = 5000

/**
 * Periodically logs the progress of a stream.
 * @param expected size of the last one, or undefined if there was none
 */
export function progress(what: string, expected: number | undefined): (bytes: number) => void {
  const started = Date.now()
  let logged = started
  return bytes => {
    const now = Date.now()
    if (now - logged < LOG_INTERVAL_MS) return
    logged = now
    const rate = bytes / ((now - started) / 1000)
    const rest = expected && expected > bytes ? `, about ${Math.ceil((expected - bytes) / rate)} s to go` : ''
    log.info(`${what}: ${formatBytes(bytes)}, ${formatBytes(rate)}/s${rest}`)
  }
}
