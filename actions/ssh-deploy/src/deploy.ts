import { log, UserError, workflowRun } from '@tsh/action'
import { appendEvent, rotateJournal, withLock } from '@tsh/deployment'
import { type Remote, RemoteCommandError, untilCancelled } from '@tsh/remote'
import { existingServices } from '@tsh/server'
import { excludeDeployFolder } from './checkout.ts'
import { releaseImages } from './existing-version.ts'
import { guardOrder } from './guard-order.ts'
import { keptVersions, obsoleteImages } from './images/obsolete-images.ts'
import { removeImages } from './images/remove-images.ts'
import type { DeployInputs } from './inputs.ts'
import { proveBackup } from './migrations/prove-backup.ts'
import { NOT_MIGRATED } from './migrations/schema-reader.ts'
import { requireModel } from './preflight/compose.ts'
import { preflight } from './preflight/preflight.ts'
import { type Progress, prepare } from './prepare.ts'
import { settle } from './recovery/settle.ts'
import { undo } from './recovery/undo.ts'
import { planRelease } from './release-plan.ts'
import { reportFailure } from './reports/failure-report.ts'
import { reportRelease } from './reports/report.ts'

export interface Deployed {
  release: string
  slot: string
  'slot-url': string
  'previous-version': string
  /** Services that keep the container that they have, although the commit changes what it should be; commas between. */
  'not-updated': string
  /** Whether it can be rolled back automatically; empty after a dry run. */
  rollback: string
  /** The public URL, empty where it is not known. */
  url: string
  state: 'prepared' | 'live' | 'planned'
}

/**
 * Makes a version ready: healthy in the idle slot, or live in place where there are no slots. A cancellation takes back
 * what was done; from the moment that visitors may notice it in place, the release is completed instead.
 */
export async function deploy(
  inputs: DeployInputs,
  server: Remote,
  cancelled: AbortSignal,
): Promise<Deployed> {
  const remote = untilCancelled(server, cancelled)
  const results = await preflight(inputs, remote)
  const model = requireModel(results)
  return withLock(remote, inputs.application, inputs.lockTimeout, async () => {
    const state = await settle(server, inputs)
    const images = releaseImages(inputs, state.releases, model)
    const plan = planRelease({ ...inputs, images }, state, {
      run: workflowRun(),
      existing: existingServices(results, model.name),
    })
    const before = plan.facts.previous?.version
    log.info(
      `Release ${plan.id}: ${plan.slot ? `into slot ${plan.slot}` : 'in place'}, live now: ${before ?? 'nothing'}`,
    )
    await guardOrder(inputs, remote, plan.facts.previous)
    await proveBackup(inputs, remote, model)
    const kept = { keep: inputs.keepVersions, live: state.version, next: inputs.version }
    await removeImages(remote, inputs.application, {
      names: obsoleteImages(state.releases, kept),
      kept: keptVersions(state.releases, kept),
    })
    await excludeDeployFolder(remote, inputs.application.path)
    await rotateJournal(remote, inputs.application, state.version)
    await appendEvent(remote, inputs.application, { release: plan.id, state: 'started', facts: plan.facts })
    const progress: Progress = {
      ...{ step: 'check out', starting: [], slotStarted: false, oneShots: [], schema: NOT_MIGRATED },
    }
    try {
      const place = { remote, server, results, releases: state.releases }
      const { url: slotUrl, notUpdated, rollback } = await prepare(inputs, place, plan, progress)
      if (plan.slot) cancelled.throwIfAborted()
      else if (cancelled.aborted) log.warning(completedFirst(inputs.version), 'ssh-deploy')
      await reportRelease(plan, state, { notUpdated, rollback })
      return {
        release: plan.id,
        slot: plan.slot ?? '',
        'slot-url': slotUrl,
        'previous-version': before ?? '',
        'not-updated': notUpdated.map(({ service }) => service).join(', '),
        rollback,
        url: inputs.url ?? '',
        state: plan.slot ? 'prepared' : 'live',
      }
    } catch (cause) {
      if (!cancelled.aborted) await reportFailure(inputs, server, plan, { cause, state, ...progress })
      await undo(inputs, server, plan, { cause, ...progress })
      throw cause instanceof RemoteCommandError ? inStep(progress.step, cause) : cause
    }
  })
}

const completedFirst = (version: string): string =>
  `cancelled, but visitors could meet ${version} already, so it was completed first and is live. A rollback brings back what was live before`

const inStep = (step: string, cause: RemoteCommandError): UserError =>
  new UserError(`in step "${step}": ${cause.message}`, { cause })
