import type { BuiltImage } from '../images/images.ts'
import type { Slot } from '../traffic/slot.ts'
import type { ReleaseState } from './release-state.ts'

/** A version with the commit it came from and the slot it was in. */
export interface Version {
  version: string
  sha: string
  /** Missing where there are no slots. */
  slot?: Slot | undefined
}

/** One line of the journal: `started` carries what is known of the release, later lines what is new. */
export interface JournalEvent {
  at: string
  release: string
  state: ReleaseState
  facts?: Partial<ReleaseFacts>
  /** What a failure was, in a sentence. */
  reason?: string
}

export interface ReleaseFacts extends Version {
  /** Services that are replaced in place. */
  services: readonly string[]
  /** What was live when the release began; missing on a first deployment. */
  previous?: Version | undefined
  images: readonly BuiltImage[]
  /** Whether it runs migrations; missing in lines of earlier versions of these actions. */
  migrates?: boolean | undefined
  /** Schema revisions before and after its migrations. */
  revisionBefore?: string | undefined
  revisionAfter?: string | undefined
  /** Why they are unknown, although it runs migrations. */
  revisionProblem?: string | undefined
  /** The migrations that it has applied, where the database lists them. */
  migrations?: readonly string[] | undefined
  /** The databases that have recorded the revisions; missing where a command has printed them. */
  schemaDatabases?: readonly SchemaDatabase[] | undefined
  /** Id of the backup that was taken before. */
  backup?: string | undefined
  /** Why none was taken. */
  withoutBackup?: string | undefined
  /** Why migrations were left out. */
  withoutMigrations?: string | undefined
  /** Id of the release that this one has replaced as its rollback. */
  rollbackOf?: string | undefined
  run: string
  actor: string
}

/** A database in a container of the server; an empty name is the container's own database. */
export interface SchemaDatabase {
  container: string
  database: string
}
