import { type Manifest, verifiedLevel } from '@tsh/backup'

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

/** Why a backup does not protect this deployment, or nothing. */
export function backupFault(
  manifest: Manifest,
  {
    version,
    path,
    container,
    now,
  }: { version: string; path: string; container: BackedUpContainer | undefined; now: number },
): string | undefined {
  const age = now - Date.parse(manifest.finished)
  if (verifiedLevel(manifest) < 2) return 'it was not read back (verified at level 1)'
  if (!(age < OLDEST)) return `it is ${Math.round(age / 60_000)} minutes old, more than 60`
  if (age < -SKEW) return 'it comes from the future; a clock is wrong'
  if (manifest.version !== version) return `it was made before "${manifest.version}", not before "${version}"`
  if (manifest.source.id === undefined) return undefined
  if (!container?.running)
    return `its database (container ${manifest.source.container}) does not run on this server`
  if (container.project !== '' && container.project !== path)
    return `its database (container ${manifest.source.container}) belongs to ${container.project}, not to ${path}`
  return undefined
}
