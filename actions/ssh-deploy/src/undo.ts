import { log } from '@tsh/action'
import { appendEvent, readJournal, releasesOf, slotServices } from '@tsh/deployment'
import { ConnectionLost, type Remote } from '@tsh/remote'
import type { DeployInputs } from './inputs.ts'
import { mendCheckout } from './mend-checkout.ts'
import type { ReleasePlan } from './release-plan.ts'
import { removeContainers } from './remove-containers.ts'

/**
 * Takes back what a release that failed has left: its container in the idle slot, if it got that far, and its
 * checkout. What visitors have met in place is the business of the rollback action.
 */
export async function undo(
  { application, version }: DeployInputs,
  remote: Remote,
  { id, slot, facts: { previous, sha } }: ReleasePlan,
  { cause, slotStarted }: { cause: unknown; slotStarted: boolean },
): Promise<void> {
  try {
    const reason = cause instanceof Error ? cause.message : String(cause)
    await appendEvent(remote, application, { release: id, state: 'failed', reason })
    const release = releasesOf(await readJournal(remote, application)).find(candidate => candidate.id === id)
    if (release?.exposed) return
    if (slot && slotStarted) {
      const services = slotServices(application.appService, slot)
      await removeContainers(remote, application, { services, version })
    }
    if (previous) await mendCheckout(remote, application.path, { from: sha, to: previous.sha })
    log.info(`Removed what the release had left; ${previous?.version ?? 'nothing'} is live as before`)
  } catch (second) {
    if (second instanceof ConnectionLost) throw second
    log.warning(`what the release has left could not be removed: ${(second as Error).message}`, 'ssh-deploy')
  }
}
