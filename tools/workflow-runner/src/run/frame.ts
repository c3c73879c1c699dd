import { UserError } from '@tsh/action'
import { messageOf } from '../errors.ts'
import type { ExpressionFunction, Scope } from '../expressions/evaluate.ts'
import { jobStatusFunctions } from '../expressions/status-functions.ts'
import { evaluateCondition, evaluateText } from '../expressions/template.ts'
import { childOf, entriesOf } from '../parser/tokens.ts'
import type { JobDefinition } from '../plan/definition.ts'
import type { Canceller } from './canceller.ts'
import type { JobOutcome, Result } from './context/events.ts'
import { ancestorsOf } from './jobs/ancestors.ts'
import { runMatrix } from './jobs/matrix-jobs.ts'
import { frameToRun, keptJob } from './rerun.ts'
import type { Frame } from './state.ts'

/** Runs all jobs of a workflow as their needs allow. @returns the outputs that the workflow declares for its caller */
export async function runFrame(frame: Frame): Promise<Record<string, string>> {
  const work = new Map<string, Promise<void>>()
  const start = (job: JobDefinition): Promise<void> => {
    const known = work.get(job.id)
    if (known) return known
    const needed = frame.workflow.jobs.filter(other => job.needs.includes(other.id))
    const promise = Promise.all(needed.map(start)).then(() => runJobs(frame, job))
    work.set(job.id, promise)
    return promise
  }
  await Promise.all(frame.workflow.jobs.map(start))
  return workflowOutputs(frame)
}

async function runJobs(frame: Frame, job: JobDefinition): Promise<void> {
  const outcome = keptJob(frame, job) ?? (await outcomeOf(frameToRun(frame, job), job))
  frame.outcomes.set(job.id, outcome)
  frame.run.jobs[frame.prefix.id + job.id] = outcome
}

async function outcomeOf(frame: Frame, job: JobDefinition): Promise<JobOutcome> {
  const scope = jobScope(frame, job)
  try {
    if (frame.run.killer.cancelled) return { result: 'cancelled', outputs: {} }
    if (!evaluateCondition(job.condition, scope)) return await skipped(frame, job)
    return await runMatrix(frame, job, scope)
  } catch (error) {
    // A bug in this runner fails this job with its stack, and must not affect the other jobs.
    const text =
      error instanceof Error && !(error instanceof UserError)
        ? (error.stack ?? error.message)
        : messageOf(error)
    return await endEarly(frame, job, text)
  }
}

/** Logs why a job fails before it starts. @returns its id */
export function reportJobFailure(
  frame: Frame,
  job: JobDefinition,
  text: string,
  id = frame.prefix.id + job.id,
): { id: string } {
  const { run, workflow } = frame
  const message = run.masker.mask(text)
  run.log.write(id, '', `##[error]${message}`)
  run.annotations.push({ job: id, step: '', level: 'error', message })
  run.failures.push({ file: workflow.source.path, line: job.line, job: id, message })
  return { id }
}

/** Logs why a job ends before it starts, and announces its end. */
export async function endEarly(
  frame: Frame,
  job: JobDefinition,
  text: string,
  result: Result = 'failure',
): Promise<JobOutcome> {
  const { id } = reportJobFailure(frame, job, text)
  await announceEnd(frame, id, frame.prefix.name + (job.name?.toString() || job.id), result)
  return { result, outputs: {} }
}

async function skipped(frame: Frame, job: JobDefinition): Promise<JobOutcome> {
  const id = frame.prefix.id + job.id
  frame.run.log.write(id, '', `Job ${job.id} skipped`)
  await announceEnd(frame, id, frame.prefix.name + (job.name?.toString() || job.id), 'skipped')
  return { result: 'skipped', outputs: {} }
}

/** Announces the end of a job that never started. */
export async function announceEnd(frame: Frame, id: string, name: string, result: Result): Promise<void> {
  const { masker, listener } = frame.run
  await listener({ type: 'job-finished', job: id, name: masker.mask(name), result, outputs: {}, seconds: 0 })
}

/** The scope of a job's own keys, before the matrix. */
export function jobScope(frame: Frame, job: JobDefinition): Scope {
  const needs = Object.fromEntries(job.needs.map(id => [id, frame.outcomes.get(id)]))
  return {
    file: frame.workflow.source.path,
    contexts: {
      github: frame.github,
      inputs: frame.inputs,
      vars: frame.run.vars,
      secrets: frame.secrets,
      needs,
      strategy: { 'fail-fast': true, 'job-index': 0, 'job-total': 1, 'max-parallel': 1 },
      matrix: null,
    },
    functions: statusFunctions(frame, job, frame.canceller),
  }
}

/** The status functions of a job; `canceller` is the one that would cancel it. */
export function statusFunctions(
  frame: Frame,
  job: JobDefinition,
  canceller: Canceller,
): ExpressionFunction[] {
  const ancestors = [...ancestorsOf(frame.workflow.jobs, job)]
  const results = new Map(ancestors.map(id => [id, frame.outcomes.get(id)?.result ?? 'skipped']))
  return jobStatusFunctions(results, () => canceller.cancelled)
}

function workflowOutputs(frame: Frame): Record<string, string> {
  const scope: Scope = {
    file: frame.workflow.source.path,
    contexts: {
      github: frame.github,
      inputs: frame.inputs,
      vars: frame.run.vars,
      jobs: Object.fromEntries(frame.outcomes),
    },
    functions: [],
  }
  const texts = entriesOf(frame.workflow.callOutputs).map(({ key, value }) => [
    key.toString(),
    evaluateText(childOf(value, 'value'), scope),
  ])
  return Object.fromEntries(texts.filter(([, text]) => text !== ''))
}
