export type { Encryption } from './encryption.ts'
export { ENGINE_INPUTS, type EngineInput } from './engine-inputs.ts'
export type { BackupInputs, EngineInputs, RestoreInputs } from './inputs.ts'
export { type EngineWork, readCompression, readEngineInputs } from './read-engine-inputs.ts'
