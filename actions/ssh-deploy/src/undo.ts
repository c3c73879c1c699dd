import { log } from '@tsh/action'
import { appendEvent, composeCommand, slotService } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { checkOut } from './checkout.ts'
import type { DeployInputs } from './inputs.ts'
import type { ReleasePlan } from './release-plan.ts'

/**
 * Takes back what a release that failed has left: its containers in the idle slot and its checkout. Containers in
 * place are the business of the rollback action, since visitors have met them.
 */
export async function undo(
  { application, version }: DeployInputs,
  remote: Remote,
  plan: ReleasePlan,
  cause: unknown,
): Promise<void> {
  const { previous } = plan.facts
  try {
    if (plan.slot) {
      const service = slotService(application.appService, plan.slot)
      await remote.run([...composeCommand(application, version), 'rm', '--stop', '--force', service], {
        allowFailure: true,
      })
      if (previous) await checkOut(remote, application.path, previous.sha)
    }
    const reason = cause instanceof Error ? cause.message : String(cause)
    await appendEvent(remote, application, { release: plan.id, state: 'failed', reason })
    if (plan.slot)
      log.info(`Removed what the release had left; ${previous?.version ?? 'nothing'} is live as before`)
  } catch (second) {
    log.warning(`what the release has left could not be removed: ${(second as Error).message}`, 'ssh-deploy')
  }
}
