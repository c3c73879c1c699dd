import type { InputValue } from '../plan/calls.ts'
import type { Annotation, Conclusion, Failure, JobOutcome, Listener, Summary } from './context/events.ts'
import type { TriggeringEvent } from './context/github-context.ts'
import type { RunIdentity } from './context/identity.ts'

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
  /** `github.run_attempt`, 1 by default. The artifacts of earlier attempts have expired: the store of a run starts empty. */
  attempt?: number
  /**
   * Re-runs the failed jobs of an earlier attempt of the same workflow, and all that depend on them, as the next attempt; the
   * others keep their results and outputs. `event`, `inputs` and `attempt` are the earlier attempt's, whatever is given.
   */
  rerun?: EarlierAttempt
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
  run: RunIdentity
  jobs: Record<string, JobOutcome>
  /** Everything that was printed, masked, each line with the id of its job in front. */
  log: string
  summaries: Summary[]
  annotations: Annotation[]
  failures: Failure[]
}

/** What a re-run needs of the attempt before it. */
export type EarlierAttempt = Pick<RunResult, 'conclusion' | 'run' | 'jobs'>
