export { actionDefaults, declaredInputs, declaredOutputs, requiredInputs } from './action-file.ts'
export { application } from './application.ts'
export { type BundleRun, runBundle } from './bundle.ts'
export { envFileOf, HOSTILE_LINES, type HostileLine, MALFORMED_LINES, secretsOf } from './hostile-env.ts'
export { withInputs } from './inputs.ts'
export { leaksIn, printedForms, searchedForms } from './leaks.ts'
export { localRemote } from './local-remote.ts'
export { recordingRemote } from './recording-remote.ts'
export { startS3Double } from './s3-double/index.ts'
export type {
  Fault,
  FaultFunction,
  S3Double,
  S3DoubleOptions,
  S3Object,
  S3Request,
  S3Settings,
} from './s3-double/types.ts'
export { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'
export { waitFor, waitScript } from './wait.ts'
