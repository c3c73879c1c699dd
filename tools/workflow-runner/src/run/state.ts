import type { Status } from '../expressions/status-functions.ts'
import type { ReplaceInput } from '../plan/calls.ts'
import type { HeldGroup } from '../plan/concurrency.ts'
import type { JobDefinition, WorkflowDefinition } from '../plan/definition.ts'
import type { Repositories } from '../plan/references.ts'
import type { Canceller } from './canceller.ts'
import type { Annotation, Failure, JobOutcome, Listener, Result, Summary } from './context/events.ts'
import type { Slots } from './jobs/slots.ts'
import type { Log } from './log/log.ts'
import type { Masker } from './log/masker.ts'
import type { EarlierAttempt } from './options.ts'

/** What the whole run shares. */
export interface Run {
  listener: Listener
  masker: Masker
  log: Log
  slots: Slots
  /** The user's wish to stop. */
  canceller: Canceller
  /** The end of GitHub's patience after that: everything is killed. */
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

/** One workflow in the run: the file that was started, or one that a job calls. */
export interface Frame {
  run: Run
  workflow: WorkflowDefinition
  github: Record<string, unknown>
  inputs: Record<string, unknown>
  secrets: Record<string, string>
  /** `deploy/` before the ids, `Deploy / ` before the names of the jobs in a called workflow. */
  prefix: { id: string; name: string }
  held: HeldGroup[]
  canceller: Canceller
  outcomes: Map<string, JobOutcome>
  /** The attempt whose outcomes jobs may keep. */
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
  /** The forced end, some time after the cancellation. */
  killer: Canceller
  contexts: Record<string, unknown>
  env: Record<string, string>
  /** Folders put in front of PATH, the latest last. */
  path: string[]
  steps: Record<string, StepRecord>
  folders: { root: string; workspace: string; temp: string; tools: string }
  tracking: { name: string; value: string }
  /** What is left to do at the end; run from the last to the first. */
  post: (() => Promise<void>)[]
}
