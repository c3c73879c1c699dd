export { artifactName } from './artifact-name.ts'
export { cancellation } from './cancellation.ts'
export { UserError } from './errors.ts'
export type {
  ActionDefinition,
  InputDefinition,
  InputDefinitions,
  OutputDefinition,
  OutputDefinitions,
} from './inputs/definition.ts'
export { readEndpoint } from './inputs/endpoint.ts'
export { explicitInput, type SettingValues } from './inputs/input-values.ts'
export { type InputReader, readInputs } from './inputs/inputs.ts'
export { renamedInputProblems } from './inputs/renamed-input-problems.ts'
export { RENAMED_INPUTS, RENAMED_OUTPUTS, type Renamed } from './inputs/renamed-inputs.ts'
export { escapedJson, escapedText } from './log/escaped-json.ts'
export { inert, log, printable } from './log/log.ts'
export { outputProblem, setOutputs } from './log/outputs.ts'
export { keepReadable, readableNameWith } from './log/readable-names.ts'
export {
  decoded,
  longestSecret,
  maskSecret,
  redact,
  redactedEnd,
  redactedStart,
  secretIn,
  startBeforeSecret,
} from './log/secrets.ts'
export { seenText } from './log/seen-text.ts'
export { escapeMarkdown, inlineCode, table, writeSummary } from './log/summary.ts'
export { run } from './run.ts'
export { isPostStep, keepForPost, keptByMain } from './state.ts'
export { type WorkflowRun, workflowRun } from './workflow-run.ts'
