import type { BackupInputs } from '@tsh/backup/inputs'
import type { Arena } from './place/arena.ts'
import type { DatabaseName } from './place/datasets.ts'

export const GROUPS = {
  G1: 'the dump did not end well',
  G2: 'the connection is lost',
  G3: 'nothing is named before proof',
  G4: 'the straight path, on another store too',
  G5: 'stored bytes are altered',
  G7: 'wrong or empty database',
  G12: 'cancelled or killed',
  G13: 'answers are lost or false',
  G14: 'two at once',
  G15: 'a migration waits',
  G16: 'secrets',
  G17: 'encryption fails',
  G19: 'keys fail on the way',
} as const
export type Group = keyof typeof GROUPS

/** What a backup must come to: it is made, or it fails with a message like this. */
export type Expectation = 'backed up' | RegExp

/** One fault, and what a backup must make of it. */
export interface Case {
  group: Group
  name: string
  expect: Expectation
  /** Default: tiny. */
  database?: DatabaseName
  inputs?: Partial<BackupInputs>
  /** Default: some parts for every database. */
  partSize?: number
  /** Major version of the server. Default: 15. */
  server?: 17
  /** Sets the fault up before the backup starts. */
  arm?(arena: Arena): unknown
  /** What runs in place of one backup. */
  perform?(arena: Arena): Promise<Outcome>
  /** More that must hold afterwards: what does not, or nothing. */
  also?(arena: Arena, outcome: Outcome): Promise<string | undefined> | string | undefined
  /** Also put before the naive pipeline. Default: true where the fault needs nothing that it does not have. */
  naive?: boolean
  /** The fault itself restarts the server. */
  disturbs?: boolean
  /** It needs no server, so there is nothing to look at on one. */
  offline?: boolean
  /** Seconds after which it counts as hanging. Default: 45. */
  patience?: number
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
  /** What was wrong with the verdict, or nothing. */
  wrong: string | undefined
  /** Success was reported of a dump that is not whole. */
  falseSuccess: boolean
  /** What a backup left behind. */
  left: string[]
  seconds: number
  naive?: NaiveResult | undefined
}

/** What the obvious implementations would have believed. */
export interface NaiveResult {
  /** Success, because the upload succeeded. */
  trusting: boolean
  /** Success, because the upload succeeded and the exit code was not truthy. */
  checking: boolean
  whole: boolean
}
