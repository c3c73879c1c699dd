import type { Database, Session } from '@tsh/postgres'
import type { Remote } from '@tsh/remote'
import type { Facts } from './backup/facts.ts'
import type { BackupKeys } from './catalogue/keys.ts'
import type { BackupInputs } from './inputs/inputs.ts'
import type { Bucket } from './store/bucket.ts'

/** The external systems of a backup. */
export interface Ports {
  remote: Remote
  bucket: Bucket
  signal: AbortSignal
  /** Bytes per part; default: depends on the database size. */
  partSize?: number
  /** Milliseconds without output after which a dump is aborted; default: 5 minutes. */
  silence?: number
}

/** The context of a running backup. */
export interface BackupContext {
  inputs: BackupInputs
  ports: Ports
  id: string
  database: Database
  session: Session
  facts: Facts
  keys: BackupKeys
  warnings: string[]
  /** Milliseconds that the store's clock is ahead of this machine's. */
  clock: number
}

/** At most 63 characters; the run id identifies it for users. */
export function applicationName(id: string): string {
  return `tsh-pg-backup:${id.split('-').slice(-2).join('-')}`
}
