import type { Ports } from './back-up.ts'
import type { BackupInputs } from './inputs.ts'

export interface Restored {
  backup: string
  database: string
  'set-aside': string
  'safety-backup': string
  'downtime-seconds': string
}

export async function restore(_inputs: BackupInputs, _ports: Ports): Promise<Restored> {
  throw new Error('not yet')
}
