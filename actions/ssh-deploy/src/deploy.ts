import { log, UserError, workflowRun } from '@tsh/action'
import { appendEvent, rotateJournal, withLock } from '@tsh/deployment'
import { RemoteCommandError, untilCancelled } from '@tsh/remote'
import { existingServices } from '@tsh/server-query'
import { excludeDeployFolder, fetchCommit } from './checkout.ts'
import type { DeployTarget } from './commit.ts'
import { releaseImages } from './existing-version.ts'
import { guardOrder } from './guard-order.ts'
import { keptVersions, obsoleteImages } from './images/obsolete-images.ts'
import { removeImages } from './images/remove-images.ts'
import type { DeployInputs } from './inputs.ts'
import { proveBackup } from './migrations/prove-backup.ts'
import { NOT_MIGRATED } from './migrations/schema-reader.ts'
import { requireModel } from './preflight/compose.ts'
import { envFacts } from './preflight/env/env-facts.ts'
import { preflight } from './preflight/preflight.ts'
import { type Progress, prepare } from './prepare.ts'
import { recoverInterrupted } from './recovery/recover-interrupted.ts'
import { revert } from './recovery/revert.ts'
import { planRelease } from './release-plan.ts'
import { reportFailure } from './reports/failure-report.ts'
import { reportRelease } from './reports/report.ts'

export interface Deployed {
  release: string
  slot: string
  'slot-url': string
  'previous-version': string
  /** Services that keep their container although the commit changes its definition, separated by commas. */
  'not-updated': string
  /** Whether it can be rolled back automatically; empty after a dry run. */
  rollback: string
  /** Whether a backup has to be made before the deployment; empty after one. */
  'needs-backup': boolean | ''
  /** The public URL, empty where it is not known. */
  url: string
  state: 'prepared' | 'live' | 'planned'
}

/**
 * Deploys a version: healthy in the idle slot, or live in place without slots. A cancellation reverts what was done;
 * once users may be affected in place, the release is completed instead.
 */
export async function deploy(
  inputs: DeployInputs,
  { server, commit }: DeployTarget,
  cancelled: AbortSignal,
): Promise<Deployed> {
  const remote = untilCancelled(server, cancelled)
  const results = await preflight(inputs, remote, commit)
  const model = requireModel(results)
  return withLock(remote, inputs.application, inputs.lockTimeout, async () => {
    const state = await recoverInterrupted(server, inputs)
    const images = releaseImages(inputs, state.releases, model)
    const plan = planRelease({ ...inputs, images }, state, {
      run: workflowRun(),
      existing: existingServices(results, model.name),
    })
    const before = plan.facts.previous?.version
    log.info(
      `Release ${plan.id}: ${plan.slot ? `slot ${plan.slot}` : 'in place'}, currently live: ${before ?? 'nothing'}`,
    )
    await fetchCommit(remote, { path: inputs.application.path, sha: inputs.sha }, commit)
    await guardOrder(inputs, remote, plan.facts.previous)
    const backupProof = await proveBackup(inputs, remote, { plan, model })
    const kept = { keep: inputs.keepVersions, live: state.version, next: inputs.version }
    await removeImages(remote, inputs.application, {
      names: obsoleteImages(state.releases, kept),
      kept: keptVersions(state.releases, kept),
    })
    await excludeDeployFolder(remote, inputs.application.path)
    await rotateJournal(remote, inputs.application, state.version)
    await appendEvent(remote, inputs.application, {
      ...{ release: plan.id, state: 'started' },
      facts: {
        ...plan.facts,
        hostKey: server.hostKey,
        env: envFacts(results, inputs.application.envFile),
        backupProof,
      },
    })
    const progress: Progress = {
      ...{
        step: 'update the env file',
        starting: [],
        slotStarted: false,
        oneShots: [],
        schema: NOT_MIGRATED,
      },
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
        'needs-backup': '',
        url: inputs.url ?? '',
        state: plan.slot ? 'prepared' : 'live',
      }
    } catch (error) {
      if (!cancelled.aborted) await reportFailure(inputs, server, plan, { cause: error, state, ...progress })
      await revert(inputs, server, plan, { cause: error, ...progress })
      throw error instanceof RemoteCommandError ? inStep(progress.step, error) : error
    }
  })
}

const completedFirst = (version: string): string =>
  `cancelled, but users could already reach ${version}, so it was completed first and is live. A rollback restores the version that was live before`

const inStep = (step: string, cause: RemoteCommandError): UserError =>
  new UserError(`in step "${step}": ${cause.message}${completionAdvice(cause.message)}`, { cause })

/** Compose waits for a container to keep running unless its service says that it must not be restarted. */
function completionAdvice(message: string): string {
  const [, container] = /container (\S+) exited \(0\)/.exec(message) ?? []
  if (container === undefined) return ''
  return `. If ${container} runs to completion, write restart: "no" for its service in the compose file`
}
