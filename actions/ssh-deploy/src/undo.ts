import { log } from '@tsh/action'
import { appendEvent, type Release, readJournal, releasesOf, slotServices } from '@tsh/deployment'
import { ConnectionLost, type Remote } from '@tsh/remote'
import type { DeployInputs } from './inputs.ts'
import { mendCheckout } from './mend-checkout.ts'
import type { ReleasePlan } from './release-plan.ts'
import { removeContainers } from './remove-containers.ts'
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
  { cause, slotStarted }: { cause: unknown; slotStarted: boolean },
): Promise<void> {
  const { application } = inputs
  try {
    const releases = releasesOf(await readJournal(remote, application))
    const release = releases.find(({ id }) => id === plan.id)
    if (!release?.exposed) await takeBack(inputs, remote, { plan, release, releases, slotStarted })
    const reason = cause instanceof Error ? cause.message : String(cause)
    await appendEvent(remote, application, { release: plan.id, state: 'failed', reason })
  } catch (second) {
    if (second instanceof ConnectionLost) throw second
    log.warning(`what the release has left could not be removed: ${(second as Error).message}`, 'ssh-deploy')
  }
}

interface Failed {
  plan: ReleasePlan
  /** As the journal has it, where that can be read. */
  release: Release | undefined
  releases: Release[]
  slotStarted: boolean
}

async function takeBack(
  inputs: DeployInputs,
  remote: Remote,
  { plan, release, releases, slotStarted }: Failed,
): Promise<void> {
  const { application, version } = inputs
  const { previous, sha } = plan.facts
  if (plan.slot && slotStarted) {
    const services = slotServices(application.appService, plan.slot)
    await removeContainers(remote, application, { services, version })
  }
  if (release) await removeLeftFiles({ inputs, remote, state: { releases }, release })
  if (previous) await mendCheckout(remote, application.path, { from: sha, to: previous.sha })
  log.info(`Removed what the release had left; ${previous?.version ?? 'nothing'} is live as before`)
}
