import { messageOf } from '../errors.ts'
import { CaseSensitive } from '../expressions/data.ts'
import type { Scope } from '../expressions/evaluate.ts'
import { hashFilesFunction } from '../expressions/hash-files.ts'
import { type Status, stepStatusFunctions } from '../expressions/status-functions.ts'
import type { Source, StepDefinition } from '../plan/definition.ts'
import { type Canceller, createCanceller } from '../run/canceller.ts'
import type { Annotation } from '../run/context/events.ts'
import type { Job, StepRecord } from '../run/state.ts'

/** The parent of steps: a job, or a composite action in it. */
export interface StepHost {
  job: Job
  /** The file that defines the steps. */
  source: Source
  steps: Record<string, StepRecord>
  /** `inputs` and similar contexts that a composite action overrides. */
  contexts: Record<string, unknown>
  github: Record<string, unknown>
  /** `env` of the steps that enclose a composite action; overrides the job's. */
  overrides: Record<string, string>
  status: () => Status
  canceller?: Canceller
  /** The step that a composite action logs under. */
  parent?: Step
}

/** A running step. */
export interface Step {
  host: StepHost
  job: Job
  definition: StepDefinition
  name: string
  /** `Pre ` or `Post `, the prefix of the name of a pre or post step. */
  stage: string
  /** Its `env`, including inherited values. */
  env: Record<string, string>
  overrides: Record<string, string>
  github: Record<string, unknown>
  outputs: Record<string, string>
  state: Record<string, string>
  canceller: Canceller
  /** An invalid workflow command or command file fails the step regardless of its exit code. */
  commandFailed: boolean
  lastError: string
}

export function createStep(definition: StepDefinition, host: StepHost, stage = ''): Step {
  return {
    host,
    job: host.job,
    definition,
    name: stage + (definition.name?.toString() ?? `Run ${definition.uses ?? definition.run}`),
    stage,
    env: { ...host.job.env, ...host.overrides },
    overrides: { ...host.overrides },
    github: { ...host.github, action: definition.id },
    outputs: {},
    state: {},
    canceller: createCanceller(host.canceller),
    commandFailed: false,
    lastError: '',
  }
}

/** The contexts and functions available to the expressions of a step. */
export function scopeOf(step: Step): Scope {
  const { job, host } = step
  const github = { ...(job.contexts.github as object), ...step.github }
  return {
    file: host.source.path,
    contexts: {
      ...job.contexts,
      job: { ...(job.contexts.job as object), status: job.status },
      ...host.contexts,
      github,
      env: new CaseSensitive(step.env),
      steps: host.steps,
    },
    functions: [
      ...stepStatusFunctions(host.status, () => job.status === 'cancelled'),
      hashFilesFunction(job.folders.workspace),
    ],
  }
}

/** The name of the step that a log line belongs to. */
function loggedName(step: Step): string {
  return step.host.parent ? loggedName(step.host.parent) : step.name
}

export function output(step: Step, line: string): void {
  step.job.frame.run.log.write(step.job.id, loggedName(step), line)
}

export function debug(step: Step, message: string): void {
  if (step.job.frame.run.debug) output(step, `##[debug]${message}`)
}

/** Limits of annotations per step and level, and of their length (actions/runner, ExecutionContext.cs). */
const MAX_ANNOTATIONS = 10
const MAX_MESSAGE_LENGTH = 4096

/** Reports an error, warning or notice as a log line and an annotation. */
export function issue(
  step: Step,
  level: Annotation['level'],
  message: string,
  properties: Partial<Annotation> = {},
): void {
  const { run } = step.job.frame
  const masked = run.masker.mask(message).slice(0, MAX_MESSAGE_LENGTH)
  output(step, `##[${level}]${masked}`)
  const own = { job: step.job.id, step: loggedName(step), level }
  const earlier = run.annotations.filter(
    other => other.job === own.job && other.step === own.step && other.level === level,
  )
  const texts = Object.entries(properties).map(([key, value]) => [key, run.masker.mask(value)])
  if (earlier.length < MAX_ANNOTATIONS)
    run.annotations.push({ ...own, message: masked, ...Object.fromEntries(texts) })
  if (level === 'error') reportError(step, masked)
}

function reportError(step: Step, message: string): void {
  step.lastError = message
  if (step.host.parent) reportError(step.host.parent, message)
}

export function fail(step: Step, error: unknown): void {
  issue(step, 'error', messageOf(error))
}
