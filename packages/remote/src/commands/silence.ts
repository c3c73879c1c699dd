import { log } from '@tsh/action'

/** Milliseconds without a sign of a command until the log says so. */
const TOLD_AFTER = 120_000

export interface SilenceWatch {
  /** Notes a sign of life. */
  heard: () => void
  stop(): void
  /** Milliseconds without a sign, once the command was given up for that. */
  readonly givenUpAfter: number | undefined
}

/**
 * Watches a command that may hang on a server that answers every keep-alive: its silence is told in the log, and after
 * the limit it is given up.
 *
 * @param limit milliseconds; 0 for a command that may be silent for as long as it takes
 */
export function watchSilence(
  command: string,
  { limit, giveUp, toldAfter = TOLD_AFTER }: { limit: number; giveUp: () => void; toldAfter?: number },
): SilenceWatch {
  let last = Date.now()
  let told = false
  let givenUpAfter: number | undefined
  const timer = setInterval(
    () => {
      const silent = Date.now() - last
      if (silent < toldAfter) told = false
      else if (!told) {
        told = true
        log.info(`${command}: no output for ${Math.round(silent / 1000)} s; waiting`)
      }
      if (limit === 0 || silent < limit) return
      givenUpAfter = silent
      clearInterval(timer)
      giveUp()
    },
    Math.min(toldAfter, limit || toldAfter) / 4,
  )
  // The connection keeps the process alive, not the watch.
  timer.unref()
  return {
    heard: () => {
      last = Date.now()
    },
    stop: () => clearInterval(timer),
    get givenUpAfter() {
      return givenUpAfter
    },
  }
}
