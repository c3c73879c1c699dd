export { UserError } from './errors.ts'
export type { InputValue } from './plan/calls.ts'
export type {
  Annotation,
  Approval,
  Conclusion,
  Failure,
  JobOutcome,
  Listener,
  Result,
  RunEvent,
  Summary,
} from './run/events.ts'
export type { TriggeringEvent } from './run/github-context.ts'
export type { RunIdentity } from './run/identity.ts'
export { createMasker, type Masker } from './run/masker.ts'
export type { EarlierAttempt, RunOptions, RunResult } from './run/options.ts'
export { runWorkflow } from './run/run-workflow.ts'
