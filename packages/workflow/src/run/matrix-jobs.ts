import { UserError } from '../errors.ts'
import type { ExpressionFunction, Scope } from '../expressions/evaluate.ts'
import { evaluate, evaluateBoolean, evaluateCondition, evaluateText } from '../expressions/template.ts'
import { deadlock, groupOf, type HeldGroup } from '../plan/concurrency.ts'
import type { JobDefinition } from '../plan/definition.ts'
import { type MatrixJob, matrixJobs } from '../plan/matrix.ts'
import { runCall } from './call.ts'
import { type Canceller, createCanceller } from './canceller.ts'
import type { JobOutcome, Result } from './events.ts'
import { announceEnd, endEarly, statusFunctions } from './frame.ts'
import { runJob } from './job.ts'
import { createSlots } from './slots.ts'
import type { Frame } from './state.ts'

/** docs.github.com, "Usage limits": jobs of one matrix. */
const MAX_MATRIX_JOBS = 256

interface Strategy {
  /** One without a matrix is undefined. */
  jobs: (MatrixJob | undefined)[]
  failFast: boolean
  maxParallel: number
}

/** One job, or one per combination of its matrix; together they are what `needs` of later jobs sees. */
export async function runMatrix(frame: Frame, job: JobDefinition, scope: Scope): Promise<JobOutcome> {
  const strategy = strategyOf(job, scope)
  const group = createCanceller(frame.canceller)
  const slots = createSlots(strategy.maxParallel)
  // A matrix that stops because one of its jobs failed counts as cancelled for the others.
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
  return together(outcomes)
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
  const held = [...frame.held]
  const problem = holdGroup(job, scope, held)
  if (problem) {
    return record(frame, id, await endEarly(frame, job, problem, 'cancelled'))
  }
  const plan = { frame: { ...frame, held }, definition: job, id, name, scope, canceller: group }
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

/** Enters the job's concurrency group, unless the run already holds it further out. */
function holdGroup(job: JobDefinition, scope: Scope, held: HeldGroup[]): string | undefined {
  const name = groupOf(job.concurrency, scope)
  const problem = deadlock(name, job.id, held)
  if (name && !problem) held.push({ name, holder: job.id })
  return problem
}

function together(outcomes: JobOutcome[]): JobOutcome {
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
