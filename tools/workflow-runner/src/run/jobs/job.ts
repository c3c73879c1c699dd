import { environmentOf } from '../../plan/environment.ts'
import { runPreSteps } from '../../steps/post.ts'
import { jobHost, runStep } from '../../steps/run-step.ts'
import type { JobOutcome, Result } from '../context/events.ts'
import type { Job } from '../state.ts'
import { createJob, type JobPlan, prepareJob, removeJob } from './job-create.ts'
import { environmentUrl, jobOutputs } from './job-end.ts'
import { jobError } from './job-error.ts'
import { followCancellation, startTimeout } from './job-limits.ts'
import { killTracked } from './orphans.ts'

/** Runs one job on this machine, in dedicated folders that are removed afterwards. */
export async function runJob(plan: JobPlan): Promise<JobOutcome> {
  const { frame, definition } = plan
  const started = Date.now()
  const job = createJob(plan)
  const { run } = frame
  const environment = environmentOf(definition.environment, plan.scope)
  await run.listener({
    type: 'job-started',
    job: job.id,
    name: job.name,
    ...(environment && { environment }),
  })
  const stopListening = followCancellation(job, plan)
  let outputs: Record<string, string> = {}
  try {
    prepareJob(job, plan)
    await runSteps(job)
    outputs = jobOutputs(job)
  } catch (error) {
    jobError(job, error)
  } finally {
    stopListening()
    killTracked(`${job.tracking.name}=${job.tracking.value}`)
    removeJob(job)
  }
  const url = environment && environmentUrl(job, environment.name)
  const result: Result = job.status
  const seconds = (Date.now() - started) / 1000
  await run.listener({
    type: 'job-finished',
    job: job.id,
    name: job.name,
    result,
    outputs,
    seconds,
    ...(environment && { environment: { ...environment, ...(url && { url }) } }),
  })
  run.jobs[job.id] = { result, outputs }
  run.log.write(job.id, '', `Job ${definition.id} finished: ${result}`)
  return { result, outputs }
}

async function runSteps(job: Job): Promise<void> {
  const timer = startTimeout(job)
  try {
    await runPreSteps(job)
    const host = jobHost(job)
    for (const definition of job.definition.steps) {
      if (job.killer.cancelled) break
      await runStep(definition, host)
    }
    for (let post = job.post.pop(); post && !job.killer.cancelled; post = job.post.pop()) await post()
  } finally {
    clearTimeout(timer)
  }
}
