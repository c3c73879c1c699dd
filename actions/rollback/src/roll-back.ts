import { log } from '@tsh/action'
import { appendEvent, hasSlots, readServerState, type SlotApplication, withLock } from '@tsh/deployment'
import { type Remote, RemoteCommandError, untilCancelled } from '@tsh/remote'
import type { RollbackContext, SlotRollbackContext } from './context.ts'
import { decide, releasedNothing } from './decide.ts'
import { rollbackFailure } from './failure.ts'
import { guardSchema, RollbackRefused } from './guard-schema.ts'
import { beginInPlace, restoreInPlace } from './in-place.ts'
import type { RollbackInputs } from './inputs.ts'
import { reportNothing, reportPlan, reportRolledBack } from './report.ts'
import type { RollbackTarget } from './rollback-target.ts'
import { rollBackSlot } from './slots/roll-back-slot.ts'

export interface RolledBack {
  outcome: 'rolled-back' | 'nothing-to-do' | 'planned'
  /** The version that is live now. */
  version: string
  /** The version that was rolled back; empty if there was none. */
  'replaced-version': string
  /** The commit of the version that was restored. */
  sha?: string
}

/**
 * Restores an older version: automatically the one that was live before this run's release, manually any that is still
 * available. A cancellation aborts it before it has changed anything; once begun, it is completed.
 */
export async function rollBack(
  inputs: RollbackInputs,
  remote: Remote,
  cancelled: AbortSignal,
): Promise<RolledBack> {
  const { application, lockTimeout } = inputs
  return withLock(untilCancelled(remote, cancelled), application, lockTimeout, async () => {
    const nothing = await retryOnce(() => releasedNothing(inputs, remote))
    if (nothing) return nothingToDo(nothing)
    const { state, target } = await retryOnce(async () => {
      const state = await readServerState(remote, application)
      return { state, target: await decide(inputs, remote, state) }
    })
    if (target.kind === 'nothing') return nothingToDo(target)
    const context = { inputs, remote, state, from: target.from, to: target.to }
    try {
      await retryOnce(() => guardSchema(inputs, remote, state.releases, target))
      cancelled.throwIfAborted()
      if (!inputs.dryRun)
        return await retryOnce(async second =>
          performRollback(
            second ? { ...context, state: await readServerState(remote, application) } : context,
          ),
        )
      await reportPlan(context)
      return { outcome: 'planned', version: state.version ?? '', 'replaced-version': '' }
    } catch (error) {
      if (error instanceof RollbackRefused) throw error
      throw await rollbackFailure(error, context)
    }
  })
}

async function nothingToDo(target: Extract<RollbackTarget, { kind: 'nothing' }>): Promise<RolledBack> {
  await reportNothing(target)
  return { outcome: 'nothing-to-do', version: target.live, 'replaced-version': '' }
}

/** Every step is idempotent, so a command that lost its connection is retried once. */
async function retryOnce<T>(work: (second: boolean) => Promise<T>): Promise<T> {
  return work(false).catch((error: Error) => {
    if (!(error instanceof RemoteCommandError) || error.code !== undefined) throw error
    log.info(`${error.message}. Retrying the rollback`)
    return work(true)
  })
}

async function performRollback(context: RollbackContext): Promise<RolledBack> {
  const started = Date.now()
  const { inputs, remote, from, to } = context
  log.info(`Rolling back from ${from.version} to ${to.version}`)
  const { application } = inputs
  const slot = hasSlots(application)
    ? await rollBackSlot(slotContext(context, application))
    : await beginInPlace(context)
  await restoreInPlace(context, slot)
  await appendEvent(remote, application, { release: from.id, state: 'rolled-back' })
  await reportRolledBack(context, slot, Date.now() - started)
  return { outcome: 'rolled-back', version: to.version, 'replaced-version': from.version, sha: to.sha }
}

/** The state of an application with slots always has a proxy, see `readServerState`. */
function slotContext(context: RollbackContext, application: SlotApplication): SlotRollbackContext {
  const { proxy, active } = context.state
  if (!proxy || !active) throw new Error('an application with slots must have a proxy')
  return { ...context, application, proxy, active }
}
