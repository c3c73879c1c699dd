import { type Manifest, verifiedLevel } from '@tsh/backup'
import type { JournalEvent } from '@tsh/deployment'

/** A backup that is older says too little about what a migration may destroy. */
const OLDEST = 60 * 60_000
/** Clocks may differ by so much. */
const SKEW = 5 * 60_000

/** What the server knows of the container that was backed up; undefined when it has no such container. */
export interface BackedUpContainer {
  running: boolean
  /** Folder of its compose project; empty when it belongs to none. */
  project: string
}

/** What is deployed, and the state of the server now. */
export interface Deployment {
  version: string
  path: string
  container: BackedUpContainer | undefined
  now: number
  /** Schema revision of the database; undefined where that is unknown. */
  revision?: string | undefined
  /** The journal, oldest first. */
  journal?: readonly JournalEvent[]
}

/** Why a backup does not protect this deployment, or nothing. */
export function backupFault(manifest: Manifest, deployment: Deployment): string | undefined {
  const { version, now } = deployment
  const age = now - Date.parse(manifest.finished)
  if (verifiedLevel(manifest) < 2) return 'it was not read back (verified at level 1)'
  if (!(age < OLDEST)) return `it is ${Math.round(age / 60_000)} minutes old, more than 60`
  if (age < -SKEW) return 'it comes from the future; a clock is wrong'
  if (manifest.version !== version) return `it was made before "${manifest.version}", not before "${version}"`
  return placeFault(manifest, deployment) ?? staleFault(manifest, deployment)
}

/** Another server. */
function placeFault({ source }: Manifest, { container, path }: Deployment): string | undefined {
  if (source.id === undefined) return undefined
  if (!container?.running) return `its database (container ${source.container}) does not run on this server`
  if (container.project !== '' && container.project !== path)
    return `its database (container ${source.container}) belongs to ${container.project}, not to ${path}`
  return undefined
}

/**
 * The deployment of another version that came between: a backup is taken before the lock is. An earlier attempt at this
 * version may have migrated; nothing is better than the backup from before that.
 */
function staleFault(
  { server, started, clocks }: Manifest,
  { version, revision, journal = [] }: Deployment,
): string | undefined {
  // The journal has times of a runner's clock, and the manifest those of the database's.
  const taken = Date.parse(started) + clocks.runner
  if (Number.isNaN(taken)) return 'its start time is not readable'
  const later = journal.filter(({ at }) => Date.parse(at) > taken)
  const changed = later.find(event => changeOf(event) && versionOf(event, journal) !== version)
  if (changed) return `${changed.release} ${changeOf(changed)} since it was taken`
  if (later.some(event => versionOf(event, journal) === version)) return undefined
  if (revision !== undefined && revision !== server.revision)
    return `it has the schema revision ${server.revision ?? 'none'}, and the database has ${revision} now`
  return undefined
}

/** What an event of a release means for the data, or nothing. */
function changeOf({ state, facts }: JournalEvent): string | undefined {
  if (state === 'switching' || state === 'switched') return 'has gone live'
  if (facts?.revisionProblem !== undefined) return 'may have migrated'
  const migrated = facts?.revisionAfter !== undefined && facts.revisionAfter !== facts.revisionBefore
  return migrated ? 'has migrated' : undefined
}

/** Only the first line of a release names its version. */
const versionOf = ({ release }: JournalEvent, journal: readonly JournalEvent[]): string | undefined =>
  journal.find(event => event.release === release && event.facts?.version !== undefined)?.facts?.version
