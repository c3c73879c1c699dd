import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'

/** Timeout of a test for an expected condition: long, since only a failed wait takes that long. */
const WAIT_SECONDS = 180
const POLL_MS = 50

/**
 * Polls until a condition holds.
 * @param what completes "Waited 180 s for …"
 * @throws Error with the last value seen, after {@link WAIT_SECONDS}
 */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T> | T,
  isReached: (seen: T) => boolean = Boolean,
): Promise<T> {
  const deadline = Date.now() + WAIT_SECONDS * 1000
  for (;;) {
    const seen = await look()
    if (isReached(seen)) return seen
    if (Date.now() > deadline)
      throw new Error(`Waited ${WAIT_SECONDS} s for ${what}; last seen: ${inspect(seen)}`)
    await sleep(POLL_MS)
  }
}

/**
 * A shell script that waits for a condition on a server. On a timeout, it fails with the condition
 * and the last state.
 * @param condition a shell command that succeeds once the condition holds
 * @param show a shell command that prints diagnostics on a timeout
 * @param pollMs shorter if a short-lived condition must not be missed; each poll starts processes on the server
 */
export function waitScript(
  condition: string,
  {
    show = `docker ps --all --format '{{.Names}} {{.Status}}'; ps -eo args | tail -n 5`,
    pollMs = POLL_MS,
  } = {},
): string {
  const tries = (WAIT_SECONDS * 1000) / pollMs
  const quoted = condition.replaceAll("'", "'\\''")
  return `tries=0
until ${condition}; do
  tries=$((tries + 1))
  if [ "$tries" -gt ${tries} ]; then
    printf '%s\\n' 'Waited ${WAIT_SECONDS} s for: ${quoted}' 'Last seen:'
    ${show}
    exit 1
  fi
  sleep ${pollMs / 1000}
done`
}
