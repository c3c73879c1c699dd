import { log } from '@tsh/action'
import { appendEvent, hasSlots, readServerState, withLock } from '@tsh/deployment'
import { type Remote, RemoteCommandError, untilCancelled } from '@tsh/remote'
import type { Journey } from './context.ts'
import { decide, releasedNothing } from './decide.ts'
import { failed } from './failure.ts'
import { guardSchema, RollbackRefused } from './guard-schema.ts'
import { beginInPlace, bringBackInPlace } from './in-place.ts'
import type { RollbackInputs } from './inputs.ts'
import { reportNothing, reportPlan, reportRolledBack } from './report.ts'
import { bringSlotBack } from './slots/slot-back.ts'
import type { WayBack } from './way-back.ts'

export interface RolledBack {
  outcome: 'rolled-back' | 'nothing-to-do' | 'planned'
  /** What is live now. */
  version: string
  /** What was taken back; empty when nothing was. */
  'replaced-version': string
}

/**
 * Brings an older version back: in the automatic job what was live before this run's release, by hand any that is left.
 * A cancellation ends it before it has changed anything; what has begun is completed.
 */
export async function rollBack(
  inputs: RollbackInputs,
  remote: Remote,
  cancelled: AbortSignal,
): Promise<RolledBack> {
  const { application, lockTimeout } = inputs
  return withLock(untilCancelled(remote, cancelled), application, lockTimeout, async () => {
    const nothing = await again(() => releasedNothing(inputs, remote))
    if (nothing) return nothingToDo(nothing)
    const { state, way } = await again(async () => {
      const state = await readServerState(remote, application)
      return { state, way: await decide(inputs, remote, state) }
    })
    if (way.kind === 'nothing') return nothingToDo(way)
    const journey = { inputs, remote, state, from: way.from, to: way.to }
    try {
      await again(() => guardSchema(inputs, remote, state.releases, way))
      cancelled.throwIfAborted()
      if (!inputs.dryRun)
        return await again(async second =>
          goBack(second ? { ...journey, state: await readServerState(remote, application) } : journey),
        )
      await reportPlan(journey)
      return { outcome: 'planned', version: state.version ?? '', 'replaced-version': '' }
    } catch (cause) {
      if (cause instanceof RollbackRefused) throw cause
      throw await failed(cause, journey)
    }
  })
}

async function nothingToDo(way: Extract<WayBack, { kind: 'nothing' }>): Promise<RolledBack> {
  await reportNothing(way)
  return { outcome: 'nothing-to-do', version: way.live, 'replaced-version': '' }
}

/** Every step can be done again, so a command that was cut off with its connection is no reason to give up. */
async function again<T>(work: (second: boolean) => Promise<T>): Promise<T> {
  return work(false).catch((cause: Error) => {
    if (!(cause instanceof RemoteCommandError) || cause.code !== undefined) throw cause
    log.info(`${cause.message}. Going on with the rollback`)
    return work(true)
  })
}

async function goBack(journey: Journey): Promise<RolledBack> {
  const started = Date.now()
  const { inputs, remote, from, to } = journey
  log.info(`Going back from ${from.version} to ${to.version}`)
  const slot = hasSlots(inputs.application.appService)
    ? await bringSlotBack(journey)
    : await beginInPlace(journey)
  await bringBackInPlace(journey, slot)
  await appendEvent(remote, inputs.application, { release: from.id, state: 'rolled-back' })
  await reportRolledBack(journey, slot, Date.now() - started)
  return { outcome: 'rolled-back', version: to.version, 'replaced-version': from.version }
}
