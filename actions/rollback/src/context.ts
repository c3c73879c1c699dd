import type { Release, ServerState, Version } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { RollbackInputs } from './inputs.ts'

/** One way back, and all that it is decided by. */
export interface Journey {
  inputs: RollbackInputs
  remote: Remote
  state: ServerState
  from: Release
  to: Version
}
