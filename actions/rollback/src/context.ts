import type { Release, ServerState, Version } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { RollbackInputs } from './inputs.ts'

/** A rollback and everything that it depends on. */
export interface RollbackContext {
  inputs: RollbackInputs
  remote: Remote
  state: ServerState
  from: Release
  to: Version
}
