import { log } from '@tsh/action'
import {
  appendEvent,
  type Release,
  readJournal,
  releasesOf,
  returnCheckout,
  slotServices,
} from '@tsh/deployment'
import { ConnectionLost, type Remote } from '@tsh/remote'
import { removeContainers } from '../containers/remove-containers.ts'
import type { DeployInputs } from '../inputs.ts'
import type { Progress } from '../prepare.ts'
import type { ReleasePlan } from '../release-plan.ts'
import { removeLeftFiles } from './settled.ts'

/**
 * Takes back what a release that failed has left: its container in the idle slot, if it got that far, its override file
 * and its checkout. What visitors have met in place is the business of the rollback action. The journal says last that
 * it failed: what is cut off before that is ended by the next deployment.
 */
export async function undo(
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
    if (!release?.exposed) await takeBack(inputs, remote, { plan, release, releases, slotStarted, oneShots })
    const reason = cause instanceof Error ? cause.message : String(cause)
    // What it has migrated stays, and a rollback must know of it.
    await appendEvent(remote, application, { release: plan.id, state: 'failed', reason, facts: schema })
  } catch (second) {
    if (second instanceof ConnectionLost) throw second
    log.warning(`what the release has left could not be removed: ${(second as Error).message}`, 'ssh-deploy')
  }
}

interface Failed extends Pick<Progress, 'slotStarted' | 'oneShots'> {
  plan: ReleasePlan
  /** As the journal has it, where that can be read. */
  release: Release | undefined
  releases: Release[]
}

async function takeBack(
  inputs: DeployInputs,
  remote: Remote,
  { plan, release, releases, slotStarted, oneShots }: Failed,
): Promise<void> {
  const { application, version } = inputs
  const { previous } = plan.facts
  const started = plan.slot && slotStarted ? slotServices(application.appService, plan.slot) : []
  const services = [...started, ...oneShots]
  if (services.length > 0) await removeContainers(remote, application, { services, version })
  if (release) await removeLeftFiles({ inputs, remote, state: { releases }, release })
  if (previous) await returnCheckout(remote, application.path, previous.sha)
  log.info(`Removed what the release had left; ${previous?.version ?? 'nothing'} is live as before`)
}
