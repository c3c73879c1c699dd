import { UserError } from '@tsh/action'
import type { ExpressionFunction, Scope } from '../../expressions/evaluate.ts'
import { evaluate, evaluateBoolean, evaluateCondition, evaluateText } from '../../expressions/template.ts'
import { deadlock, groupOf } from '../../plan/concurrency.ts'
import type { JobDefinition } from '../../plan/definition.ts'
import { type MatrixJob, matrixJobs } from '../../plan/matrix/matrix.ts'
import { awaitApproval } from '../approval.ts'
import { type Canceller, createCanceller } from '../canceller.ts'
import type { JobOutcome, Result } from '../context/events.ts'
import { announceEnd, reportJobFailure, statusFunctions } from '../frame.ts'
import { keptOutcome } from '../rerun.ts'
import type { Frame } from '../state.ts'
import { runCall } from './call.ts'
import { runJob } from './job.ts'
import type { JobPlan } from './job-create.ts'
import { createSlots } from './slots.ts'

/** docs.github.com, "Usage limits": jobs of one matrix. */
const MAX_MATRIX_JOBS = 256

interface Strategy {
  /** A single undefined item without a matrix. */
  jobs: (MatrixJob | undefined)[]
  failFast: boolean
  maxParallel: number
}

/** Runs one job, or one per combination of its matrix. @returns the combined outcome for `needs` of later jobs */
export async function runMatrix(frame: Frame, job: JobDefinition, scope: Scope): Promise<JobOutcome> {
  const strategy = strategyOf(job, scope)
  const group = createCanceller(frame.canceller)
  const slots = createSlots(strategy.maxParallel)
  // A matrix that stops because one of its jobs failed is cancelled for the others.
  const functions = statusFunctions(frame, job, group)
  const outcomes = await Promise.all(
    strategy.jobs.map((matrixJob, index) =>
      slots.use(async () => {
        const own = combinationScope(scope, strategy, index, functions)
        const outcome = await runCombination(frame, job, own, matrixJob?.label, group)
        if (outcome.result === 'failure' && strategy.failFast && matrixJob) group.cancel('fail-fast')
        return outcome
      }),
    ),
  )
  return combined(outcomes)
}

function strategyOf(job: JobDefinition, scope: Scope): Strategy {
  const strategy = (evaluate(job.strategy, scope) ?? {}) as Record<string, unknown>
  const matrix = strategy.matrix as Record<string, unknown> | undefined
  const jobs = matrix ? matrixJobs(matrix) : [undefined]
  if (jobs.length > MAX_MATRIX_JOBS)
    throw new UserError(
      `The strategy configuration gives ${jobs.length} jobs; a matrix can have ${MAX_MATRIX_JOBS} at most`,
    )
  const { 'fail-fast': failFast = true, 'max-parallel': limit = 0 } = strategy
  if (typeof failFast !== 'boolean')
    throw new UserError(`strategy.fail-fast must be a boolean, not '${failFast}'`)
  if (typeof limit !== 'number') throw new UserError(`strategy.max-parallel must be a number, not '${limit}'`)
  return { jobs, failFast, maxParallel: limit > 0 ? limit : Math.max(1, jobs.length) }
}

function combinationScope(
  scope: Scope,
  strategy: Strategy,
  index: number,
  functions: ExpressionFunction[],
): Scope {
  return {
    ...scope,
    contexts: {
      ...scope.contexts,
      matrix: strategy.jobs[index]?.values ?? null,
      strategy: {
        'fail-fast': strategy.failFast,
        'job-index': index,
        'job-total': strategy.jobs.length,
        'max-parallel': strategy.maxParallel,
      },
    },
    functions,
  }
}

async function runCombination(
  frame: Frame,
  job: JobDefinition,
  scope: Scope,
  label: string | undefined,
  group: Canceller,
): Promise<JobOutcome> {
  const own = label ? `${job.id} (${label})` : job.id
  const id = frame.prefix.id + own
  const kept = keptOutcome(frame, id)
  if (kept) return kept
  const cancelled = async (): Promise<JobOutcome> => {
    await announceEnd(frame, id, frame.prefix.name + own, 'cancelled')
    return record(frame, id, { result: 'cancelled', outputs: {} })
  }
  const stopped = (): boolean =>
    frame.run.killer.cancelled || (group.cancelled && !evaluateCondition(job.condition, scope))
  if (stopped()) return cancelled()
  const name = frame.run.masker.mask(
    frame.prefix.name + (job.name ? evaluateText(job.name, scope) || own : own),
  )
  const plan = {
    frame: { ...frame, held: [...frame.held] },
    definition: job,
    id,
    name,
    scope,
    canceller: group,
  }
  const ended = await earlyEnd(plan)
  if (ended) return ended
  const outcome = job.call
    ? await runCall(plan, job.call)
    : await frame.run.slots.use(async () => (stopped() ? cancelled() : runJob(plan)))
  if (outcome.result === 'failure' && evaluateBoolean(job.continueOnError, scope, false)) {
    frame.run.failures = frame.run.failures.filter(failure => failure.job !== id)
    return record(frame, id, { ...outcome, result: 'success' })
  }
  return outcome
}

function record(frame: Frame, id: string, outcome: JobOutcome): JobOutcome {
  frame.run.jobs[id] = outcome
  return outcome
}

/** Ends a job before it starts, because of its concurrency group or a missing approval. */
async function earlyEnd(plan: JobPlan): Promise<JobOutcome | undefined> {
  const { frame, definition, id, name, scope } = plan
  const end = async (result: Result, message?: string): Promise<JobOutcome> => {
    if (message) reportJobFailure(frame, definition, message, id)
    await announceEnd(frame, id, name, result)
    return record(frame, id, { result, outputs: {} })
  }
  const group = groupOf(definition.concurrency, scope)
  const problem = deadlock(group, definition.id, frame.held)
  if (problem) return end('cancelled', problem)
  if (group) frame.held.push({ name: group, holder: definition.id })
  const decision = await awaitApproval(plan)
  if (decision.kind === 'approved') return undefined
  return decision.kind === 'cancelled' ? end('cancelled') : end('failure', decision.message)
}

function combined(outcomes: JobOutcome[]): JobOutcome {
  const has = (result: Result): boolean => outcomes.some(outcome => outcome.result === result)
  const result = has('failure')
    ? 'failure'
    : has('cancelled')
      ? 'cancelled'
      : outcomes.every(outcome => outcome.result === 'skipped')
        ? 'skipped'
        : 'success'
  return { result, outputs: Object.assign({}, ...outcomes.map(outcome => outcome.outputs)) }
}
