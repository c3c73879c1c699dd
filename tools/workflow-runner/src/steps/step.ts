import { messageOf } from '../errors.ts'
import { CaseSensitive } from '../expressions/data.ts'
import type { Scope } from '../expressions/evaluate.ts'
import { hashFilesFunction } from '../expressions/hash-files.ts'
import { type Status, stepStatusFunctions } from '../expressions/status-functions.ts'
import type { Source, StepDefinition } from '../plan/definition.ts'
import { type Canceller, createCanceller } from '../run/canceller.ts'
import type { Annotation } from '../run/context/events.ts'
import type { Job, StepRecord } from '../run/state.ts'

/** What holds steps: a job, or a composite action inside one. */
export interface StepHost {
  job: Job
  /** The file the steps stand in. */
  source: Source
  steps: Record<string, StepRecord>
  /** `inputs` and the like, where a composite action has its own. */
  contexts: Record<string, unknown>
  github: Record<string, unknown>
  /** `env` of the steps around a composite action, which win over the job's. */
  overrides: Record<string, string>
  status: () => Status
  canceller?: Canceller
  /** The step in whose name a composite action logs. */
  parent?: Step
}

/** A step at work. */
export interface Step {
  host: StepHost
  job: Job
  definition: StepDefinition
  name: string
  /** `Pre ` or `Post ` in front of the name of what is not the step itself. */
  stage: string
  /** Its `env`, with everything around it. */
  env: Record<string, string>
  overrides: Record<string, string>
  github: Record<string, unknown>
  outputs: Record<string, string>
  state: Record<string, string>
  canceller: Canceller
  /** A workflow command or command file that could not be carried out fails the step whatever its exit code. */
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

/** What expressions of a step may see. */
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

/** The name of the step that a line of the log belongs to. */
function loggedName(step: Step): string {
  return step.host.parent ? loggedName(step.host.parent) : step.name
}

export function output(step: Step, line: string): void {
  step.job.frame.run.log.write(step.job.id, loggedName(step), line)
}

export function debug(step: Step, message: string): void {
  if (step.job.frame.run.debug) output(step, `##[debug]${message}`)
}

/** So many annotations of a level a step can have, and so long they can be (actions/runner, ExecutionContext.cs). */
const annotationLimit = 10
const messageLimit = 4096

/** An error, warning or notice: a line of the log, and an annotation. */
export function issue(
  step: Step,
  level: Annotation['level'],
  message: string,
  properties: Partial<Annotation> = {},
): void {
  const { run } = step.job.frame
  const masked = run.masker.mask(message).slice(0, messageLimit)
  output(step, `##[${level}]${masked}`)
  const own = { job: step.job.id, step: loggedName(step), level }
  const earlier = run.annotations.filter(
    other => other.job === own.job && other.step === own.step && other.level === level,
  )
  const texts = Object.entries(properties).map(([key, value]) => [key, run.masker.mask(value)])
  if (earlier.length < annotationLimit)
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
