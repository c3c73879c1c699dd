import { log } from '@tsh/action'
import {
  appendEvent,
  type Release,
  readJournal,
  releaseServices,
  releasesOf,
  returnCheckout,
} from '@tsh/deployment'
import { ConnectionLost, type Remote } from '@tsh/remote'
import { removeContainers } from '../containers/remove-containers.ts'
import type { DeployInputs } from '../inputs.ts'
import type { Progress } from '../prepare.ts'
import type { ReleasePlan } from '../release-plan.ts'
import { removeStaleFiles } from './interrupted-release.ts'

/**
 * Cleans up after a failed release: its containers in the idle slot, if it got that far, its override file and its
 * checkout. A release that users have reached in place is left to the rollback action. The failure is recorded in the
 * journal last, so if this is interrupted, the next deployment recovers it.
 */
export async function revert(
  inputs: DeployInputs,
  remote: Remote,
  plan: ReleasePlan,
  {
    cause,
    slotStarted,
    oneShots,
    schema,
  }: Pick<Progress, 'slotStarted' | 'oneShots' | 'schema'> & { cause: unknown },
): Promise<void> {
  const { application } = inputs
  try {
    const releases = releasesOf(await readJournal(remote, application))
    const release = releases.find(({ id }) => id === plan.id)
    if (!release?.exposed) await cleanUp(inputs, remote, { plan, release, releases, slotStarted, oneShots })
    const reason = cause instanceof Error ? cause.message : String(cause)
    // Its migrations remain, and a rollback must know about them.
    await appendEvent(remote, application, { release: plan.id, state: 'failed', reason, facts: schema })
  } catch (error) {
    if (error instanceof ConnectionLost) throw error
    log.warning(`could not clean up after the failed release: ${(error as Error).message}`, 'ssh-deploy')
  }
}

interface Failed extends Pick<Progress, 'slotStarted' | 'oneShots'> {
  plan: ReleasePlan
  /** As recorded in the journal, if that can be read. */
  release: Release | undefined
  releases: Release[]
}

async function cleanUp(
  inputs: DeployInputs,
  remote: Remote,
  { plan, release, releases, slotStarted, oneShots }: Failed,
): Promise<void> {
  const { application, version } = inputs
  const { previous } = plan.facts
  const started = slotStarted ? releaseServices(application.placement, plan.slot) : []
  const services = [...started, ...oneShots]
  if (services.length > 0) await removeContainers(remote, application, { services, version })
  if (release) await removeStaleFiles({ inputs, remote, state: { releases }, release })
  if (previous) await returnCheckout(remote, application.path, previous.sha)
  log.info(`Cleaned up after the failed release; still live: ${previous?.version ?? 'nothing'}`)
}
