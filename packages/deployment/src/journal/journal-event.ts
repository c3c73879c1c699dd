import type { BuiltImage } from '../images/images.ts'
import type { Slot } from '../traffic/slot.ts'
import type { EvidenceFacts } from './evidence-facts.ts'
import type { ReleaseState } from './release-state.ts'

/** A version with its commit and slot. */
export interface Version {
  version: string
  sha: string
  /** Missing without slots. */
  slot?: Slot | undefined
}

/** A line of the journal: `started` records the known facts of the release, later lines add new ones. */
export interface JournalEvent {
  at: string
  release: string
  state: ReleaseState
  facts?: Partial<ReleaseFacts>
  /** The failure, in one sentence. */
  reason?: string
}

export interface ReleaseFacts extends Version, EvidenceFacts {
  /** Services that are replaced in place. */
  services: readonly string[]
  /** The live version when the release started; missing on a first deployment. */
  previous?: Version | undefined
  images: readonly BuiltImage[]
  /** Its compose files; missing in lines written by earlier versions of these actions, which knew a single one. */
  composeFiles?: readonly string[] | undefined
  /** Whether it runs migrations; missing in lines written by earlier versions of these actions. */
  migrates?: boolean | undefined
  /** Schema revisions before and after its migrations. */
  revisionBefore?: string | undefined
  revisionAfter?: string | undefined
  /** Why the revisions are unknown although it runs migrations. */
  revisionProblem?: string | undefined
  /** The migrations that it applied, if the database lists them. */
  migrations?: readonly string[] | undefined
  /** The databases that record the revisions; missing when a command printed them. */
  schemaDatabases?: readonly SchemaDatabase[] | undefined
  /** Id of the backup taken before it. */
  backup?: string | undefined
  /** Why no backup was taken. */
  withoutBackup?: string | undefined
  /** Why migrations were skipped. */
  withoutMigrations?: string | undefined
  /** Why the tests were skipped. */
  withoutTests?: string | undefined
  /** Id of the release that this one rolled back. */
  rollbackOf?: string | undefined
  run: string
  actor: string
}

/** A database in a container on the server; an empty name means the container's default database. */
export interface SchemaDatabase {
  container: string
  database: string
}
