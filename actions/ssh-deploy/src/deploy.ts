import { log, UserError, workflowRun } from '@tsh/action'
import {
  appendEvent,
  loopbackUrl,
  readComposeModel,
  recordLive,
  replaceInPlace,
  updateServices,
  waitUntilHealthy,
  withLock,
  writeOverride,
} from '@tsh/deployment'
import { type Remote, RemoteCommandError, untilCancelled } from '@tsh/remote'
import { bringImages } from './bring-images.ts'
import { checkOut, excludeDeployFolder } from './checkout.ts'
import { reportFailure } from './failure-report.ts'
import { guardOrder } from './guard-order.ts'
import type { DeployInputs } from './inputs.ts'
import { migrate } from './migrate.ts'
import { keptVersions, obsoleteImages } from './obsolete-images.ts'
import { preflight } from './preflight/preflight.ts'
import { proveBackup } from './prove-backup.ts'
import { planRelease, type ReleasePlan, servicesOf } from './release-plan.ts'
import { removeImages } from './remove-images.ts'
import { reportRelease } from './report.ts'
import { settle } from './settle.ts'
import { undo } from './undo.ts'

export interface Deployed {
  release: string
  slot: string
  'slot-url': string
  'previous-version': string
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
  await preflight(inputs, remote)
  await proveBackup(inputs, remote)
  return withLock(remote, inputs.application, inputs.lockTimeout, async () => {
    const state = await settle(server, inputs)
    const plan = planRelease(inputs, state, workflowRun())
    log.info(
      `Release ${plan.id}: ${plan.slot ? `into slot ${plan.slot}` : 'in place'}, live now: ${state.version ?? 'nothing'}`,
    )
    await guardOrder(inputs, remote, plan.facts.previous)
    const kept = { keep: inputs.keepVersions, live: state.version }
    await removeImages(remote, inputs.application, {
      names: obsoleteImages(state.releases, kept),
      kept: keptVersions(state.releases, kept),
    })
    await excludeDeployFolder(remote, inputs.application.path)
    await appendEvent(remote, inputs.application, { release: plan.id, state: 'started', facts: plan.facts })
    const progress: Progress = { step: 'check out', starting: [], slotStarted: false }
    try {
      const url = await prepare(inputs, { remote, server }, plan, progress)
      if (plan.slot) cancelled.throwIfAborted()
      else if (cancelled.aborted) log.warning(completedFirst(inputs.version), 'ssh-deploy')
      await reportRelease(plan, state)
      return {
        release: plan.id,
        slot: plan.slot ?? '',
        'slot-url': url,
        'previous-version': state.version ?? '',
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

/** How far a release got, for taking it back and for saying so. */
interface Progress {
  step: string
  /** Services that were being started. */
  starting: readonly string[]
  slotStarted: boolean
}

async function prepare(
  inputs: DeployInputs,
  { remote, server }: { remote: Remote; server: Remote },
  plan: ReleasePlan,
  progress: Progress,
): Promise<string> {
  const { application, version, sha, migrateCommand } = inputs
  await checkOut(remote, application.path, sha)
  progress.step = 'upload'
  await bringImages(remote, inputs)
  progress.step = 'configure'
  const model = await readComposeModel(remote, application, version)
  const { answering, others } = servicesOf(application, plan, model)
  const services = plan.slot ? others : [...answering, ...others]
  const [service = ''] = answering
  const urls = answering.map(name => loopbackUrl(model, name))
  await writeOverride(remote, application, {
    services: [...new Set([...answering, ...services])],
    version,
    slot: plan.slot,
  })
  progress.step = 'migrate'
  const revisions =
    migrateCommand === ''
      ? {}
      : await migrate(remote, application, { command: migrateCommand, service, version, project: model.name })
  const facts = { services, ...revisions }
  progress.step = 'start'
  progress.starting = plan.slot ? answering : services
  const update = { services: progress.starting, version, model, timeout: inputs.healthTimeout }
  if (plan.slot) {
    progress.slotStarted = true
    await updateServices(remote, application, update)
    for (const url of urls)
      await waitUntilHealthy(remote, url + application.healthPath, { timeout: inputs.healthTimeout })
    await appendEvent(remote, application, { release: plan.id, state: 'prepared', facts })
  } else {
    await appendEvent(remote, application, { release: plan.id, state: 'switching', facts })
    await replaceInPlace(server, application, { ...update, handoverPort: inputs.handoverPort })
    await recordLive(server, application, { version })
    await appendEvent(server, application, { release: plan.id, state: 'switched' })
  }
  return urls[0] ?? ''
}
