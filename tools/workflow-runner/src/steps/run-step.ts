import { UserError } from '@tsh/action'
import { messageOf } from '../errors.ts'
import {
  evaluateBoolean,
  evaluateCondition,
  evaluateNumber,
  evaluateText,
  evaluateTexts,
} from '../expressions/template.ts'
import type { StepDefinition } from '../plan/definition.ts'
import type { Result } from '../run/context/events.ts'
import type { Job, StepRecord } from '../run/state.ts'
import { runScript } from './script.ts'
import { createStep, debug, fail, issue, output, type Step, type StepHost, scopeOf } from './step.ts'
import { runUses } from './uses.ts'

/** The host of a job's own steps. */
export function jobHost(job: Job): StepHost {
  return {
    job,
    source: job.frame.workflow.source,
    steps: job.steps,
    contexts: {},
    github: {},
    overrides: {},
    status: () => job.status,
  }
}

/** A finished step. `decided` is false if its `env` or its condition could not be evaluated. */
interface Ended {
  record: StepRecord
  decided: boolean
}

/** Runs a step, including its condition, and records it in `steps` (actions/runner, StepsRunner.cs). */
export async function runStep(definition: StepDefinition, host: StepHost): Promise<Ended> {
  const step = createStep(definition, host)
  const ended = await perform(step, () => (definition.uses ? runUses(step) : runScript(step)))
  if (!definition.id.startsWith('__')) host.steps[definition.id] = ended.record
  return ended
}

/** Runs a `pre`, `main` or `post` step. */
export async function perform(step: Step, work: () => Promise<boolean>): Promise<Ended> {
  const started = Date.now()
  const ready = prepare(step)
  const listener = step.host.parent ? undefined : step.job.frame.run.listener
  const id = step.definition.id
  await listener?.({ type: 'step-started', job: step.job.id, step: step.name, id })
  const stopListening = step.job.canceller.onCancel(() => {
    step.job.status = 'cancelled'
    if (!evaluatedCondition(step)) step.canceller.cancel('cancelled')
  })
  try {
    const holds = ready ? evaluatedCondition(step) : undefined
    const outcome = holds === undefined ? 'failure' : holds ? await resultOf(step, work) : 'skipped'
    // continue-on-error covers failures of the step's work, not of evaluating its condition or `env` (StepsRunner.cs, RunStepAsync).
    const forgiven = holds !== undefined && outcome === 'failure' && continues(step)
    const conclusion = forgiven ? 'success' : outcome
    finish(step, conclusion)
    await listener?.({
      type: 'step-finished',
      job: step.job.id,
      step: step.name,
      id,
      outcome,
      conclusion,
      seconds: (Date.now() - started) / 1000,
    })
    return { record: { outputs: step.outputs, outcome, conclusion }, decided: holds !== undefined }
  } finally {
    stopListening()
  }
}

/** Evaluates `env` first, as the name and the condition can use it. An error in it fails the step. */
function prepare(step: Step): boolean {
  try {
    const env = evaluateTexts(step.definition.env, scopeOf(step))
    Object.assign(step.env, env)
    Object.assign(step.overrides, env)
  } catch (error) {
    fail(step, error)
    return false
  }
  step.name = step.stage + step.job.frame.run.masker.mask(displayName(step))
  return true
}

/** `name`, otherwise `Run` with the first line of the script or action. Never fails the step (ActionRunner.cs, GenerateDisplayName). */
function displayName(step: Step): string {
  const { name, run, uses } = step.definition
  const token = name ?? run
  const prefix = name ? '' : 'Run '
  try {
    const line = firstLine(token ? evaluateText(token, scopeOf(step)) : (uses ?? ''))
    return line === '' ? 'run' : prefix + line
  } catch (error) {
    const message = `Encountered an error when evaluating display name ${token}. ${messageOf(error)}`
    issue(step, 'warning', message)
    return 'run'
  }
}

function firstLine(text: string): string {
  return text.trimStart().split(/[\r\n]/)[0] ?? ''
}

/** Undefined if the condition cannot be evaluated. */
function evaluatedCondition(step: Step): boolean | undefined {
  try {
    return evaluateCondition(step.definition.condition, scopeOf(step))
  } catch (error) {
    fail(step, error)
    return undefined
  }
}

async function resultOf(step: Step, work: () => Promise<boolean>): Promise<Result> {
  debug(step, `Starting: ${step.name}`)
  const minutes = timeoutOf(step)
  const timer =
    minutes && setTimeout(() => step.canceller.cancel('timeout'), minutes * step.job.frame.run.minute)
  const succeeded = await attempt(step, work)
  if (timer) clearTimeout(timer)
  if (!step.canceller.cancelled) return succeeded && !step.commandFailed ? 'success' : 'failure'
  if (step.canceller.reason === 'timeout' && !step.host.canceller?.cancelled) {
    issue(step, 'error', `The action '${step.name}' has timed out after ${minutes} minutes.`)
    return 'failure'
  }
  issue(step, 'error', 'The operation was canceled.')
  return 'cancelled'
}

async function attempt(step: Step, work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work()
  } catch (error) {
    fail(step, error)
    // A bug in this runner, not in the workflow: print the stack trace.
    if (error instanceof Error && !(error instanceof UserError)) output(step, error.stack ?? '')
    return false
  }
}

function timeoutOf(step: Step): number | undefined {
  try {
    const minutes = evaluateNumber(step.definition.timeout, scopeOf(step))
    if (minutes && !Number.isInteger(minutes)) {
      issue(
        step,
        'warning',
        `timeout-minutes: ${minutes} is used unrounded; GitHub only supports whole minutes.`,
      )
    }
    return minutes
  } catch (error) {
    issue(step, 'error', 'An error occurred when attempting to determine the step timeout.')
    issue(step, 'error', messageOf(error))
    return undefined
  }
}

function continues(step: Step): boolean {
  try {
    return evaluateBoolean(step.definition.continueOnError, scopeOf(step), false)
  } catch (error) {
    fail(step, error)
    return false
  }
}

/** A failed step fails its job, unless it is inside an action, where it fails the action. */
function finish(step: Step, conclusion: Result): void {
  const { job, host } = step
  if (host.parent || conclusion !== 'failure') return
  if (job.status === 'success') job.status = 'failure'
  job.frame.run.failures.push({
    file: job.frame.workflow.source.path,
    line: step.definition.line,
    job: job.id,
    step: step.name,
    message: step.lastError || 'The step failed.',
  })
}
