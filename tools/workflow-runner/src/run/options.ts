import type { InputValue } from '../plan/calls.ts'
import type { Annotation, Conclusion, Failure, JobOutcome, Listener, Summary } from './context/events.ts'
import type { TriggeringEvent } from './context/github-context.ts'
import type { RunIdentity } from './context/identity.ts'

export interface RunOptions {
  /** The workflow file. */
  file: string
  /** The source of a checkout of the caller's repository: a git repository, or a plain folder. */
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
   * others keep their results and outputs. `event`, `inputs` and `attempt` of the earlier attempt override the given ones.
   */
  rerun?: EarlierAttempt
  /** Environments with required reviewers: a job that uses one emits `waiting-for-approval` and needs an approval. */
  protectedEnvironments?: string[]
  /** Where `uses: owner/name/…@ref` resolves: `owner/name` to a folder. */
  repositories?: Record<string, string>
  /** Replaces inputs of called workflows by name. */
  calledInputs?:
    | Record<string, string>
    | ((name: string, callerValue: InputValue | undefined) => string | undefined)
  /** Environment of every step, in addition to GitHub's own. */
  env?: Record<string, string>
  /** Cancels the run like the button on GitHub. */
  signal?: AbortSignal
  /** Where the folders of the run are created; default: the system's temporary folder. */
  workspace?: string
  /** Receives all events; awaited except for log lines. Its result is the response to `waiting-for-approval`. */
  on?: Listener
  /** Length of a minute of `timeout-minutes`, and of the cancellation limit; for tests. */
  milliseconds?: { minute?: number; cancellationLimit?: number }
}

export interface RunResult {
  conclusion: Conclusion
  run: RunIdentity
  jobs: Record<string, JobOutcome>
  /** The complete masked output, each line prefixed with the id of its job. */
  log: string
  summaries: Summary[]
  annotations: Annotation[]
  failures: Failure[]
  /** The files of artifacts up to 1 MiB, by `<artifact>/<path>`. */
  artifacts: Record<string, string>
}

/** The part of the earlier attempt that a re-run needs. */
export type EarlierAttempt = Pick<RunResult, 'conclusion' | 'run' | 'jobs'>
