import { environmentName } from '../plan/environment.ts'
import type { Canceller } from './canceller.ts'
import type { JobPlan } from './jobs/job-create.ts'

/** Whether a job is allowed to start: approved, or the reason why not. */
export type Decision = { kind: 'approved' } | { kind: 'rejected'; message: string } | { kind: 'cancelled' }

/**
 * Waits for the approval of a job whose environment has required reviewers. A rejected job fails (docs, "Reviewing
 * deployments"); a cancellation ends the wait.
 */
export async function awaitApproval(plan: JobPlan): Promise<Decision> {
  const { frame, definition, id, name, scope, canceller } = plan
  const environment = environmentName(definition.environment, scope)
  if (!frame.run.protectedEnvironments.has(environment.toLowerCase())) return { kind: 'approved' }
  frame.run.log.write(id, '', `Waiting for approval of environment '${environment}'`)
  const approval = await unlessCancelled(
    canceller,
    frame.run.listener({ type: 'waiting-for-approval', job: id, name, environment }),
  )
  if (approval === 'cancelled') return { kind: 'cancelled' }
  if (approval?.kind === 'approved') return { kind: 'approved' }
  const reason = (approval?.kind === 'rejected' && approval.reason) || 'no approval was given'
  return { kind: 'rejected', message: `Deployment to environment '${environment}' was rejected: ${reason}` }
}

async function unlessCancelled<T>(canceller: Canceller, answer: T | Promise<T>): Promise<T | 'cancelled'> {
  let stopListening = (): void => {}
  const cancelled = new Promise<'cancelled'>(resolve => {
    stopListening = canceller.onCancel(() => resolve('cancelled'))
  })
  return Promise.race([Promise.resolve(answer), cancelled]).finally(() => stopListening())
}
