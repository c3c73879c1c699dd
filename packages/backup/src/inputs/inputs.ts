import type { DatabaseLogin, Source } from '@tsh/postgres'
import type { Level } from '../catalogue/manifest.ts'
import type { Storage } from '../store/storage.ts'
import type { Encryption } from './encryption.ts'

/** The inputs shared by backup and restore. */
export interface EngineInputs {
  source: Source
  login: DatabaseLogin
  storage: Storage
  encryption: Encryption
  /** Timeout of the whole dump or restore in seconds. */
  timeout: number
}

export interface BackupInputs extends EngineInputs {
  /** The version that is about to be deployed; may be empty. */
  version: string
  /** Value of `pg_dump -Z`; if empty, depends on the version of pg_dump. */
  compression: string
  verify: Level
  /** Why a backup may be much smaller than the earlier ones; empty if not allowed. */
  allowShrinkReason: string
  /** Undefined disables retention. */
  retention: { days: number; keepLast: number } | undefined
}

export interface RestoreInputs extends EngineInputs {
  /** Id of a backup, or `latest`. */
  backupId: string
  /** Name of the database to be replaced, typed by a user; empty for a plan only. */
  confirm: string
  /** Why a backup of another environment or server may be restored. */
  allowOtherServerReason: string
  /** Why the current state is not backed up first. */
  skipSafetyBackupReason: string
  /** Value of `pg_dump -Z` for the backup of the current state. */
  compression: string
  /** URL on the server that returns 2xx when the application is healthy; empty disables the check. */
  healthUrl: string
  /** The public URL, for the header `Host` of that request; undefined if unknown. */
  publicUrl: string | undefined
}
