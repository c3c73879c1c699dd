export { cancellation } from './cancellation.ts'
export type {
  ActionDefinition,
  InputDefinition,
  InputDefinitions,
  OutputDefinition,
  OutputDefinitions,
} from './definition.ts'
export { readEndpoint } from './endpoint.ts'
export { UserError } from './errors.ts'
export { explicitInput, type SettingValues } from './input-values.ts'
export { type InputReader, readInputs } from './inputs.ts'
export { inert, log, printable } from './log.ts'
export { outputProblem, setOutputs } from './outputs.ts'
export { keepReadable, readableNameWith } from './readable-names.ts'
export { renamedInputProblems } from './renamed-input-problems.ts'
export { RENAMED_INPUTS, RENAMED_OUTPUTS, type Renamed } from './renamed-inputs.ts'
export { run } from './run.ts'
export {
  decoded,
  longestSecret,
  maskSecret,
  redact,
  redactedEnd,
  redactedStart,
  secretIn,
  startBeforeSecret,
} from './secrets.ts'
export { seenText } from './seen-text.ts'
export { keepForPost, keptByMain } from './state.ts'
export { escapeMarkdown, inlineCode, table, writeSummary } from './summary.ts'
export { type WorkflowRun, workflowRun } from './workflow-run.ts'
