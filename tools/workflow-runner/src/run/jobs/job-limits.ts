import { UserError } from '@tsh/action'
import type { Scope } from '../../expressions/evaluate.ts'
import { evaluateCondition, evaluateNumber } from '../../expressions/template.ts'
import type { Job } from '../state.ts'
import type { JobPlan } from './job-create.ts'
import { jobError } from './job-error.ts'
import { killTracked } from './orphans.ts'

/** GitHub's default for a job: docs, jobs.<job_id>.timeout-minutes. */
const defaultTimeout = 360

/** Cancels the job with its parent, unless its own `if` is still true (docs, "Canceling a workflow run"). */
export function followCancellation(job: Job, plan: JobPlan): () => void {
  let timer: NodeJS.Timeout | undefined
  const stops = [
    plan.canceller.onCancel(() => {
      if (!evaluateCondition(plan.definition.condition, plan.scope))
        job.canceller.cancel(plan.canceller.reason)
    }),
    job.canceller.onCancel(() => {
      job.status = 'cancelled'
      timer = setTimeout(
        () => job.killer.cancel('The cancellation took too long'),
        job.frame.run.cancellationLimit,
      )
    }),
    job.killer.onCancel(() => {
      job.canceller.cancel('killed')
      killTracked(`${job.tracking.name}=${job.tracking.value}`)
    }),
  ]
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}

/** Cancels the job on timeout. */
export function startTimeout(job: Job): NodeJS.Timeout {
  const scope: Scope = { file: job.frame.workflow.source.path, contexts: job.contexts, functions: [] }
  const minutes = evaluateNumber(job.definition.timeout, scope) || defaultTimeout
  return setTimeout(
    () => {
      jobError(
        job,
        new UserError(
          `The job running on runner Local Runner has exceeded the maximum execution time of ${minutes} minutes.`,
        ),
      )
      job.canceller.cancel('timeout')
    },
    Math.min(minutes * job.frame.run.minute, 2 ** 31 - 1),
  )
}
