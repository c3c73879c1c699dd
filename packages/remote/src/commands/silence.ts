import { log } from '@tsh/action'

/** Time without output after which a command is reported in the log. */
const LOG_AFTER_MS = 120_000

export interface SilenceWatch {
  /** Records activity. */
  active: () => void
  stop(): void
  /** Milliseconds without output, once the command was aborted for that. */
  readonly abortedAfter: number | undefined
}

/**
 * Watches a command that may hang on a server that still responds to keep-alives: a silent command is reported in the
 * log and aborted after the limit.
 *
 * @param limit milliseconds; 0 disables the limit
 */
export function watchSilence(
  command: string,
  { limit, abort, logAfter = LOG_AFTER_MS }: { limit: number; abort: () => void; logAfter?: number },
): SilenceWatch {
  let last = Date.now()
  let logged = false
  let abortedAfter: number | undefined
  const timer = setInterval(
    () => {
      const silent = Date.now() - last
      if (silent < logAfter) logged = false
      else if (!logged) {
        logged = true
        log.info(`${command}: no output for ${Math.round(silent / 1000)} s; still waiting`)
      }
      if (limit === 0 || silent < limit) return
      abortedAfter = silent
      clearInterval(timer)
      abort()
    },
    Math.min(logAfter, limit || logAfter) / 4,
  )
  // The connection keeps the process alive, not this timer.
  timer.unref()
  return {
    active: () => {
      last = Date.now()
    },
    stop: () => clearInterval(timer),
    get abortedAfter() {
      return abortedAfter
    },
  }
}
