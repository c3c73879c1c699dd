import type { Environment } from '../../plan/environment.ts'

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped'
export type Conclusion = 'success' | 'failure' | 'cancelled'

export interface JobOutcome {
  result: Result
  outputs: Record<string, string>
}

export interface Annotation {
  job: string
  step: string
  level: 'error' | 'warning' | 'notice'
  message: string
  title?: string
  file?: string
  line?: string
  endLine?: string
  col?: string
  endColumn?: string
}

export interface Summary {
  job: string
  step: string
  markdown: string
}

/** Why a run is not green: one entry per failed step or job, with its position in the workflow file. */
export interface Failure {
  file: string
  line: number
  job: string
  step?: string
  message: string
}

/** The events of a run; all text is masked. */
export type RunEvent =
  | { type: 'run-started'; workflow: string; event: string; runId: string }
  | { type: 'waiting-for-approval'; job: string; name: string; environment: string }
  | { type: 'job-started'; job: string; name: string; environment?: Environment }
  | { type: 'step-started'; job: string; step: string; id: string }
  | { type: 'log'; job: string; step: string; line: string }
  | {
      type: 'step-finished'
      job: string
      step: string
      id: string
      outcome: Result
      conclusion: Result
      seconds: number
    }
  | {
      type: 'job-finished'
      job: string
      name: string
      result: Result
      outputs: Record<string, string>
      seconds: number
      environment?: Environment & { url?: string }
    }
  | { type: 'run-finished'; conclusion: Conclusion; seconds: number }

/** The response to `waiting-for-approval`; none is a rejection. */
export type Approval = { kind: 'approved' } | { kind: 'rejected'; reason?: string }

export type Listener = (event: RunEvent) => void | Approval | Promise<void> | Promise<Approval | undefined>
