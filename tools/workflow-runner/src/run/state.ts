import type { Status } from '../expressions/status-functions.ts'
import type { ReplaceInput } from '../plan/calls.ts'
import type { HeldGroup } from '../plan/concurrency.ts'
import type { JobDefinition, WorkflowDefinition } from '../plan/definition.ts'
import type { Permissions } from '../plan/permissions.ts'
import type { Repositories } from '../plan/references.ts'
import type { Canceller } from './canceller.ts'
import type { Annotation, Failure, JobOutcome, Listener, Result, Summary } from './context/events.ts'
import type { Slots } from './jobs/slots.ts'
import type { Log } from './log/log.ts'
import type { Masker } from './log/masker.ts'
import type { EarlierAttempt } from './options.ts'

/** State shared by the whole run. */
export interface Run {
  listener: Listener
  masker: Masker
  log: Log
  slots: Slots
  /** Cancellation by the user. */
  canceller: Canceller
  /** GitHub's limit after cancellation: everything is killed. */
  killer: Canceller
  repositories: Repositories
  /** The caller's repository on this machine, and its name. */
  checkout: { directory: string; repository: string; sha: string }
  vars: Record<string, string>
  /** Environment of every step, in addition to GitHub's own. */
  env: Record<string, string>
  replaceInput: ReplaceInput
  /** Names of environments with required reviewers, in lower case. */
  protectedEnvironments: ReadonlySet<string>
  folder: string
  debug: boolean
  minute: number
  cancellationLimit: number
  jobs: Record<string, JobOutcome>
  failures: Failure[]
  annotations: Annotation[]
  summaries: Summary[]
}

/** One workflow of the run: the started file, or one that a job calls. */
export interface Frame {
  run: Run
  workflow: WorkflowDefinition
  github: Record<string, unknown>
  inputs: Record<string, unknown>
  secrets: Record<string, string>
  /** The permissions that the caller passes to this workflow. */
  granted: Permissions
  /** `deploy/` before the ids, `Deploy / ` before the names of the jobs in a called workflow. */
  prefix: { id: string; name: string }
  held: HeldGroup[]
  canceller: Canceller
  outcomes: Map<string, JobOutcome>
  /** The attempt whose outcomes are kept. */
  earlier: EarlierAttempt | undefined
}

export interface StepRecord {
  outputs: Record<string, string>
  outcome: Result
  conclusion: Result
}

/** A job on its runner. */
export interface Job {
  frame: Frame
  definition: JobDefinition
  id: string
  name: string
  status: Status
  canceller: Canceller
  /** Forced termination, some time after the cancellation. */
  killer: Canceller
  contexts: Record<string, unknown>
  env: Record<string, string>
  /** Folders prepended to PATH, the latest last. */
  path: string[]
  steps: Record<string, StepRecord>
  folders: { root: string; workspace: string; temp: string; tools: string }
  tracking: { name: string; value: string }
  /** Post steps, run in reverse order. */
  post: (() => Promise<void>)[]
}
