export { application, inPlace, inPlaceApplication, slotApplication } from './application.ts'
export { type BundleRun, runBundle } from './bundle.ts'
export {
  ACTIONS,
  actionDefaults,
  actionFile,
  declaredInputs,
  declaredOutputs,
  requiredInputs,
} from './contracts/action-file.ts'
export { localRemote } from './doubles/local-remote.ts'
export { recordingRemote } from './doubles/recording-remote.ts'
export { startTcpProxy, type TcpProxy } from './doubles/tcp-proxy.ts'
export { envFileOf, HOSTILE_LINES, type HostileLine, MALFORMED_LINES, secretsOf } from './hostile-env.ts'
export { withInputs } from './inputs.ts'
export { leaksIn, printedForms, searchedForms } from './leaks.ts'
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
export { waitFor, waitScript } from './wait.ts'
