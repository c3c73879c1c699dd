import type { InputValue } from '../plan/calls.ts'
import type { Annotation, Conclusion, Failure, JobOutcome, Listener, Summary } from './events.ts'
import type { TriggeringEvent } from './github-context.ts'

export interface RunOptions {
  /** The workflow file. */
  file: string
  /** What a checkout of the caller's repository gives: a git repository, or a plain folder. */
  repository: string
  /** Inputs of a manual run. */
  inputs?: Record<string, string>
  secrets?: Record<string, string>
  vars?: Record<string, string>
  event?: TriggeringEvent
  /** `github.run_attempt`, 1 by default. Artifacts of an earlier attempt are gone: the store of a run starts empty. */
  attempt?: number
  /** Environments with required reviewers: a job that names one emits `waiting-for-approval` and needs an approval. */
  protectedEnvironments?: string[]
  /** Where `uses: owner/name/…@ref` resolves: `owner/name` to a folder. */
  repositories?: Record<string, string>
  /** Replaces inputs of called workflows, by the name they declare. */
  calledInputs?:
    | Record<string, string>
    | ((name: string, callerValue: InputValue | undefined) => string | undefined)
  /** Environment of every step, in addition to GitHub's own. */
  env?: Record<string, string>
  /** Cancels the run as the button on GitHub does. */
  signal?: AbortSignal
  /** Where the folders of the run are made; the system's folder for temporary files by default. */
  workspace?: string
  /** Notified of what happens; awaited for all events but log lines. Its result answers `waiting-for-approval`. */
  on?: Listener
  /** How long a minute of `timeout-minutes` is, and when cancellation ends in force; for tests. */
  milliseconds?: { minute?: number; cancellationLimit?: number }
}

export interface RunResult {
  conclusion: Conclusion
  jobs: Record<string, JobOutcome>
  /** Everything that was printed, masked, each line with the id of its job in front. */
  log: string
  summaries: Summary[]
  annotations: Annotation[]
  failures: Failure[]
}
