import { type Manifest, verifiedLevel } from '@tsh/backup'
import type { JournalEvent } from '@tsh/deployment'

/** An older backup does not protect enough of the data that a migration may destroy. */
const MAX_AGE_MS = 60 * 60_000
/** Tolerated difference between clocks. */
const MAX_CLOCK_SKEW_MS = 5 * 60_000

/** State of the container that was backed up; undefined when it is not on the server. */
export interface BackedUpContainer {
  running: boolean
  /** Folder of its compose project; empty without one. */
  project: string
}

/** What is being deployed, and the current state of the server. */
export interface Deployment {
  version: string
  /** Folder of the application's compose project. */
  folder: string
  /** Whether the settings name the database, which may then belong to another compose project. */
  isDeclared: boolean
  container: BackedUpContainer | undefined
  now: number
  /** Schema revision of the database; undefined when unknown. */
  revision?: string | undefined
  /** The journal, oldest first. */
  journal?: readonly JournalEvent[]
}

/** Why a backup does not protect this deployment. */
export function backupProblem(manifest: Manifest, deployment: Deployment): string | undefined {
  const { version, now } = deployment
  const age = now - Date.parse(manifest.finished)
  if (verifiedLevel(manifest) < 2) return 'it was not read back from the bucket (verification level 1)'
  if (!(age < MAX_AGE_MS)) return `it is ${Math.round(age / 60_000)} minutes old (maximum 60)`
  if (age < -MAX_CLOCK_SKEW_MS) return 'its timestamp is in the future; check the clocks'
  if (manifest.version !== version) return `it was made for "${manifest.version}", not for "${version}"`
  return placeProblem(manifest, deployment) ?? staleBackupProblem(manifest, deployment)
}

/** The backup is of another server. */
function placeProblem(
  { source }: Manifest,
  { container, folder, isDeclared }: Deployment,
): string | undefined {
  if (source.id === undefined) return undefined
  if (!container?.running) return `its database (container ${source.container}) is not running on this server`
  if (container.project !== '' && container.project !== folder && !isDeclared)
    return `its database (container ${source.container}) belongs to ${container.project}, not to ${folder}. If the application uses it, set "database-name" (database.name in the settings file)`
  return undefined
}

/**
 * Another version was deployed since: backups are taken before the lock is acquired. An earlier attempt at this version
 * may have migrated already; the backup from before that is still the best one.
 */
function staleBackupProblem(
  { server, started, clocks }: Manifest,
  { version, revision, journal = [] }: Deployment,
): string | undefined {
  // The journal has timestamps from a runner's clock, the manifest has those of the database.
  const taken = Date.parse(started) + clocks.runner
  if (Number.isNaN(taken)) return 'its start time is invalid'
  const later = journal.filter(({ at }) => Date.parse(at) > taken)
  const changed = later.find(event => changeOf(event) && versionOf(event, journal) !== version)
  if (changed) return `${changed.release} ${changeOf(changed)} since it was taken`
  if (later.some(event => versionOf(event, journal) === version)) return undefined
  if (revision !== undefined && revision !== server.revision)
    return `it has schema revision ${server.revision ?? 'none'}, but the database is now at ${revision}`
  return undefined
}

/** What a journal event means for the data; undefined when nothing changed. */
function changeOf({ state, facts }: JournalEvent): string | undefined {
  if (state === 'switching' || state === 'switched') return 'went live'
  if (facts?.revisionProblem !== undefined) return 'may have migrated'
  const migrated = facts?.revisionAfter !== undefined && facts.revisionAfter !== facts.revisionBefore
  return migrated ? 'migrated' : undefined
}

/** Only the first event of a release contains its version. */
const versionOf = ({ release }: JournalEvent, journal: readonly JournalEvent[]): string | undefined =>
  journal.find(event => event.release === release && event.facts?.version !== undefined)?.facts?.version
