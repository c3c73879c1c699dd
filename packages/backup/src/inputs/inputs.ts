import type { DatabaseLogin, Source } from '@tsh/postgres'
import type { Level } from '../catalogue/manifest.ts'
import type { Storage } from '../store/storage.ts'
import type { Encryption } from './encryption.ts'

/** What backing up and restoring share. */
export interface EngineInputs {
  source: Source
  login: DatabaseLogin
  storage: Storage
  encryption: Encryption
  /** Seconds for the whole dump or restore. */
  timeout: number
}

export interface BackupInputs extends EngineInputs {
  /** The version that is about to be deployed; may be empty. */
  version: string
  /** What `pg_dump -Z` gets; empty decides by the server's version. */
  compression: string
  verify: Level
  /** Why a backup may be much smaller than those before; empty when it may not. */
  allowShrinkReason: string
  /** Undefined removes nothing, ever. */
  retention: { days: number; keepLast: number } | undefined
}

export interface RestoreInputs extends EngineInputs {
  /** Id of a backup, or `latest`. */
  backupId: string
  /** Name of the database to be replaced, typed by a user; empty only plans. */
  confirm: string
  /** Why a backup of another environment or server may be restored. */
  allowOtherServerReason: string
  /** Why the present state need not be backed up first. */
  skipSafetyBackupReason: string
  /** What `pg_dump -Z` gets for the backup of the present state. */
  compression: string
  /** URL on the server that returns 2xx when the application is healthy; empty checks nothing. */
  healthUrl: string
}
