import type { BackupInputs } from '@tsh/backup/inputs'
import type { CaseContext } from './place/case-context.ts'
import type { DatabaseName } from './place/datasets.ts'

export const GROUPS = {
  G1: 'the dump fails',
  G2: 'the connection is lost',
  G3: 'nothing is published before it is verified',
  G4: 'the happy path, also on another store',
  G5: 'stored bytes are altered',
  G7: 'wrong or empty database',
  G12: 'cancelled or killed',
  G13: 'responses are lost or wrong',
  G14: 'concurrent backups',
  G15: 'a migration is waiting',
  G16: 'secrets',
  G17: 'encryption fails',
  G19: 'credentials fail midway',
} as const
export type Group = keyof typeof GROUPS

/** The expected outcome: a backup, or a failure with a matching message. */
export type Expectation = 'backed up' | RegExp

/** One fault, and the expected outcome of the backup. */
export interface Case {
  group: Group
  name: string
  expect: Expectation
  /** Default: tiny. */
  database?: DatabaseName
  inputs?: Partial<BackupInputs>
  /** Default: several parts for every database. */
  partSize?: number
  /** Major version of the server. Default: 15. */
  server?: 17
  /** Sets the fault up before the backup starts. */
  arm?(context: CaseContext): unknown
  /** Replaces the single backup. */
  perform?(context: CaseContext): Promise<Outcome>
  /** An additional check afterwards. @returns the problem, or undefined */
  also?(context: CaseContext, outcome: Outcome): Promise<string | undefined> | string | undefined
  /** Whether the naive pipeline runs with this fault, too. */
  naive?: boolean
  /** The fault itself restarts the server. */
  restartsServer?: boolean
  /** It needs no server, so there is nothing to check on one. */
  offline?: boolean
  /** Seconds after which it is considered hung. Default: 45. */
  timeoutSeconds?: number
  /** Part of the sample of `--quick`. */
  quick?: boolean
}

export type Outcome =
  | { backedUp: true; id: string; manifest: string; message?: string }
  | { backedUp: false; message: string }

/** What a case showed. */
export interface Result {
  case: Case
  outcome: Outcome
  /** Why the outcome is wrong; undefined if it is right. */
  wrong: string | undefined
  /** Success was reported for an incomplete dump. */
  falseSuccess: boolean
  /** Leftovers of the backup. */
  left: string[]
  seconds: number
  naive?: NaiveResult | undefined
}

/** What naive implementations would have reported. */
export interface NaiveResult {
  /** Success, because the upload succeeded. */
  trusting: boolean
  /** Success, because the upload succeeded and the exit code was falsy. */
  checking: boolean
  whole: boolean
}
