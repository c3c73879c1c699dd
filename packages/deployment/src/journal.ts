import type { BuiltImage } from './images.ts'
import type { Slot } from './slot.ts'

/** A version with the commit it came from and the slot it was in. */
export interface Version {
  version: string
  sha: string
  /** Missing where there are no slots. */
  slot?: Slot | undefined
}

/** What happened to a release. `switching` stands before anything that visitors can notice. */
export type ReleaseState = 'started' | 'prepared' | 'switching' | 'switched' | 'failed' | 'rolled-back'

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

/** Whether there is anything in a journal that is no line of it, nor the beginning of one that was cut off. */
export const isDamaged = (text: string): boolean => /^[^\S\n]*[^\s{]/m.test(text)

/** Reads journal lines. A last line that was cut off by a full disk or a power failure is left out. */
export function parseJournal(text: string): JournalEvent[] {
  return text.split('\n').flatMap(line => {
    try {
      const event: unknown = line.trim() === '' ? undefined : JSON.parse(line)
      return isEvent(event) ? [event] : []
    } catch {
      return []
    }
  })
}

const VERSION = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const SHA = /^[0-9a-f]{1,40}$/
const SLOT = /^[A-Za-z0-9][A-Za-z0-9-]*$/

/** Whether a line can have been written by a deployment: its version and commit become parts of commands and file names. */
function isEvent(value: unknown): value is JournalEvent {
  const { release, state, facts } = (value ?? {}) as Record<string, unknown>
  if (typeof release !== 'string' || typeof state !== 'string') return false
  return facts === undefined || (isVersion(facts) && isVersion((facts as ReleaseFacts).previous))
}

/** Whether what is there of a version is one. */
function isVersion(value: unknown): boolean {
  if (value === undefined) return true
  if (typeof value !== 'object' || value === null) return false
  const { version, sha, slot } = value as Record<string, unknown>
  const fits = (text: unknown, form: RegExp): boolean =>
    text === undefined || (typeof text === 'string' && (text === '' || form.test(text)))
  return fits(version, VERSION) && fits(sha, SHA) && fits(slot, SLOT)
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
