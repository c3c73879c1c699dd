export type { Encryption } from './encryption.ts'
export { ENGINE_INPUTS, type EngineInput } from './engine-inputs.ts'
export type { BackupInputs, DatabaseLogin, EngineInputs, RestoreInputs, Source } from './inputs.ts'
export { type EngineWork, readCompression, readEngineInputs } from './read-engine-inputs.ts'
