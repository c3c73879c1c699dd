import type { Release } from '@tsh/deployment'
import type { ChecklistInputs } from './inputs.ts'

/** Everything that the items are judged by. */
export interface Facts
  extends Pick<
    ChecklistInputs,
    'environment' | 'hasDatabase' | 'mode' | 'version' | 'sha' | 'jobs' | 'notification'
  > {
  hasSlots: boolean
  /** The public URL; undefined if it is not set. */
  url: string | undefined
  /** Branch or tag of the run. */
  branch: string
  /** Login of the user who started the run. */
  actor: string
  journal: Recorded
  tracked: Tracked
}

/** What GitHub lists as the active deployment of the environment. */
export interface Tracked {
  /** Id of the deployment of the live version. */
  deployment?: number
  /** Why there is none. */
  problem?: string
}

/** What the journal on the server records. */
export interface Recorded {
  /** The release of this run; undefined if it recorded none. */
  release?: Release | undefined
  /** The version that is live, and its commit. */
  live?: Pick<Release, 'version' | 'sha'> | undefined
  /** Why the journal could not be read. */
  problem?: string
}

/** Whether the release passed all steps before the traffic moves to it. */
export const isPrepared = ({ state, wasLive }: Release): boolean =>
  wasLive || state === 'prepared' || state === 'switching'
