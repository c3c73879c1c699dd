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
} from './run/context/events.ts'
export type { TriggeringEvent } from './run/context/github-context.ts'
export type { RunIdentity } from './run/context/identity.ts'
export { createMasker, type Masker } from './run/log/masker.ts'
export type { EarlierAttempt, RunOptions, RunResult } from './run/options.ts'
export { runWorkflow } from './run/run-workflow.ts'
