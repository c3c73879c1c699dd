import type { Release, ServerState, SiteProxy, Slot, SlotApplication, Version } from '@tsh/deployment'
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

/** The same for an application with slots. */
export interface SlotRollbackContext extends RollbackContext {
  application: SlotApplication
  proxy: SiteProxy
  /** The slot that had the traffic at the beginning. */
  active: Slot
}
