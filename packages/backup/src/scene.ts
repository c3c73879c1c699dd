import type { Database, Session } from '@tsh/postgres'
import type { Remote } from '@tsh/remote'
import type { Facts } from './backup/facts.ts'
import type { BackupKeys } from './catalogue/keys.ts'
import type { BackupInputs } from './inputs/inputs.ts'
import type { Bucket } from './store/bucket.ts'

/** What the steps of a backup talk to. */
export interface Ports {
  remote: Remote
  bucket: Bucket
  signal: AbortSignal
  /** Bytes of a part; default: by the size of the database. */
  partSize?: number
  /** Milliseconds of silence after which a dump is given up; default: 5 minutes. */
  silence?: number
}

/** One backup on its way. */
export interface Scene {
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

/** At most 63 characters: the run is what a person looks for. */
export function applicationName(id: string): string {
  return `tsh-pg-backup:${id.split('-').slice(-2).join('-')}`
}
