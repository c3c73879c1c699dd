import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import { appendEvent, type Canaries, type Canary } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { formatCounts, isClearlyWorse, isTooFew } from './canary-comparison.ts'
import type { SwitchInputs } from './inputs.ts'
import type { Move } from './move-traffic.ts'
import { reportCanary } from './report.ts'

/** Poll interval, and interval of progress log lines. */
const POLL_INTERVAL_MS = 2000
const LOG_INTERVAL_MS = 10_000
/** Extra seconds for the move, which also ends the canary. */
const EXTRA_SECONDS = 60

/**
 * Routes a share of the traffic to the release first, if configured, and then continues with the move. A release that
 * is clearly worse than the old one does not get the rest.
 */
export async function afterCanary<T>(
  inputs: Pick<SwitchInputs, 'application' | 'canary'>,
  remote: Remote,
  move: Move,
  cancelled: AbortSignal,
  proceed: () => Promise<T>,
): Promise<T> {
  const { application, canary: seconds } = inputs
  const { proxy, release } = move
  // An interrupted run may have moved the traffic already; then there is no old slot to compare with.
  if (seconds === 0 || (await proxy.current()) === release.slot) return proceed()
  const canaries = await readyCanaries(move)
  await appendEvent(remote, application, { release: release.id, state: 'switching' })
  let canary: Canary | undefined
  try {
    try {
      canary = await canaries.begin(release.slot, seconds + EXTRA_SECONDS)
      await watch(canary, move, seconds, cancelled)
    } catch (error) {
      await canary?.end()
      const reason = error instanceof Error ? error.message : String(error)
      await appendEvent(remote, application, { release: release.id, state: 'rolled-back', reason })
      throw new UserError(`${reason}; traffic is on ${release.oldSlot}`, { cause: error })
    }
    return await proceed()
  } finally {
    await canary?.end()
  }
}

async function readyCanaries({ proxy, release }: Move): Promise<Canaries> {
  const stays = `Traffic stays on ${release.oldSlot}`
  if (!proxy.canaries)
    throw new UserError(
      `"canary-seconds" requires nginx with a slot file, but the traffic is switched by ${proxy.kind}. ${stays}`,
    )
  const missing = await proxy.canaries.missing()
  if (missing.length > 0)
    throw new UserError(
      `"canary-seconds" requires additional proxy configuration: ${missing.join(', ')}. Add it as described under "Canary" in the blue-green-switch README and reload nginx. ${stays}`,
    )
  return proxy.canaries
}

/** @throws UserError when the release is clearly worse, or the run is cancelled */
async function watch(
  canary: Canary,
  { release }: Move,
  seconds: number,
  cancelled: AbortSignal,
): Promise<void> {
  const { slot, oldSlot: old } = release
  const deadline = Date.now() + seconds * 1000
  let loggedAt = Date.now()
  log.info(`Canary for ${seconds} s: routing a share of the traffic to ${slot}`)
  for (;;) {
    await sleep(Math.max(0, Math.min(POLL_INTERVAL_MS, deadline - Date.now())))
    if (cancelled.aborted) throw new UserError('cancelled during the canary')
    const answered = await canary.answered()
    const seen = `${slot} ${formatCounts(answered.tried)}, ${old} ${formatCounts(answered.old)}`
    const worse = isClearlyWorse(answered.tried, answered.old)
    const isOver = Date.now() >= deadline
    if (worse || isOver) await reportCanary(seconds, release, answered, worse)
    if (worse) throw new UserError(`canary ${slot} has a higher error rate: ${seen}`)
    if (isOver && isTooFew(answered.tried))
      log.warning(
        `Too few requests reached canary ${slot} for a meaningful comparison, continuing the switch`,
      )
    if (isOver || Date.now() - loggedAt >= LOG_INTERVAL_MS) {
      log.info(`Canary: ${seen}`)
      loggedAt = Date.now()
    }
    if (isOver) return
  }
}
