export { declaredInputs, declaredOutputs, requiredInputs } from './action-file.ts'
export { type BundleRun, runBundle } from './bundle.ts'
export { withInputs } from './inputs.ts'
export { recordingRemote } from './recording-remote.ts'
