import type { BuiltImage } from '../images/images.ts'
import type { Slot } from '../traffic/slot.ts'
import { isEvent } from './journal-fields.ts'
import type { ReleaseState } from './release-state.ts'

export type { ReleaseState }

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

/** A release as the journal tells it. */
export interface Release extends ReleaseFacts {
  id: string
  /** When it began. */
  at?: string
  state: ReleaseState
  /** Whether visitors may have met it: the traffic, or a container in place, was touched and not put back. */
  exposed: boolean
  /** Whether it has ever been live, to its end. */
  wasLive: boolean
}

/** Reads journal lines. A last line that was cut off by a full disk or a power failure is left out. */
export function parseJournal(text: string): JournalEvent[] {
  return text.split('\n').flatMap(line => {
    const event = parsed(line)
    return isEvent(event) ? [event] : []
  })
}

/** Whether there is anything in a journal that is no line of it, nor the beginning of an interrupted one. */
export const isDamaged = (text: string): boolean =>
  text.split('\n').some(line => {
    const event = parsed(line)
    return event === undefined ? /^\s*[^\s{]/.test(line) : !isEvent(event)
  })

function parsed(line: string): unknown {
  try {
    return line.trim() === '' ? undefined : JSON.parse(line)
  } catch {
    return undefined
  }
}

const NO_FACTS = { services: [], images: [] }

/** The releases of a journal, oldest first. */
export function releasesOf(events: readonly JournalEvent[]): Release[] {
  const releases = new Map<string, Release>()
  for (const { at, release: id, state, facts } of events) {
    if (state === 'started')
      releases.set(id, {
        ...NO_FACTS,
        ...(facts as ReleaseFacts),
        id,
        at,
        state,
        exposed: false,
        wasLive: false,
      })
    const release = releases.get(id)
    if (!release) continue
    Object.assign(release, facts, { state })
    if (state === 'switching' || state === 'switched') release.exposed = true
    if (state === 'switched') release.wasLive = true
    if (state === 'rolled-back') release.exposed = false
  }
  return [...releases.values()]
}
