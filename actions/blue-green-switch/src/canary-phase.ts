import { setTimeout as sleep } from 'node:timers/promises'
import { log, UserError } from '@tsh/action'
import { appendEvent, type Canaries, type Canary } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { answeredText, isClearlyWorse, isTooFew } from './canary-comparison.ts'
import type { SwitchInputs } from './inputs.ts'
import type { Move } from './move-traffic.ts'
import { reportCanary } from './report.ts'

/** Milliseconds between two looks, and between two lines of the log. */
const PAUSE = 2000
const TELL = 10_000
/** Seconds after its time for the move, which ends the canary too. */
const SPARE = 60

/**
 * Gives a share of the visitors to the release first, where that is wanted, and goes on with the move while they are
 * there. A release that answers clearly worse than the old one gets no more.
 */
export async function afterCanary<T>(
  inputs: Pick<SwitchInputs, 'application' | 'canary'>,
  remote: Remote,
  move: Move,
  cancelled: AbortSignal,
  go: () => Promise<T>,
): Promise<T> {
  const { application, canary: seconds } = inputs
  const { proxy, release } = move
  // A run that was cut off may have moved the traffic, and there is no old slot to compare with then.
  if (seconds === 0 || (await proxy.current()) === release.slot) return go()
  const canaries = await readyCanaries(move)
  await appendEvent(remote, application, { release: release.id, state: 'switching' })
  let canary: Canary | undefined
  try {
    try {
      canary = await canaries.begin(release.slot, seconds + SPARE)
      await watch(canary, move, seconds, cancelled)
    } catch (cause) {
      await canary?.end()
      const reason = cause instanceof Error ? cause.message : String(cause)
      await appendEvent(remote, application, { release: release.id, state: 'rolled-back', reason })
      throw new UserError(`${reason}; traffic is on ${release.oldSlot}`, { cause })
    }
    return await go()
  } finally {
    await canary?.end()
  }
}

async function readyCanaries({ proxy, release }: Move): Promise<Canaries> {
  const stays = `Traffic stays on ${release.oldSlot}`
  if (!proxy.canaries)
    throw new UserError(
      `"canary-seconds" needs nginx with a slot file, but the traffic is moved by ${proxy.kind}. ${stays}`,
    )
  const missing = await proxy.canaries.missing()
  if (missing.length > 0)
    throw new UserError(
      `"canary-seconds" needs more in the configuration of the proxy: ${missing.join(', ')}. Add it as the README of blue-green-switch says under "Canary" and reload nginx. ${stays}`,
    )
  return proxy.canaries
}

/** @throws UserError when the release answers clearly worse, or the run is cancelled */
async function watch(
  canary: Canary,
  { release }: Move,
  seconds: number,
  cancelled: AbortSignal,
): Promise<void> {
  const { slot, oldSlot: old } = release
  const deadline = Date.now() + seconds * 1000
  let told = Date.now()
  log.info(`Canary of ${seconds} s: a share of the visitors goes to ${slot}`)
  for (;;) {
    await sleep(Math.max(0, Math.min(PAUSE, deadline - Date.now())))
    if (cancelled.aborted) throw new UserError('cancelled during the canary')
    const answered = await canary.answered()
    const seen = `${slot} ${answeredText(answered.tried)}, ${old} ${answeredText(answered.old)}`
    const worse = isClearlyWorse(answered.tried, answered.old)
    const over = Date.now() >= deadline
    if (worse || over) await reportCanary(seconds, release, answered, worse)
    if (worse) throw new UserError(`${slot} answers worse as a canary: ${seen}`)
    if (over && isTooFew(answered.tried))
      log.warning(`Too few requests reached ${slot} as a canary to tell much; the switch goes on`)
    if (over || Date.now() - told >= TELL) {
      log.info(`Canary: ${seen}`)
      told = Date.now()
    }
    if (over) return
  }
}
