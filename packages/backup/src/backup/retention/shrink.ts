import { formatBytes } from '@tsh/server-query'
import { type Manifest, verifiedLevel } from '../../catalogue/manifest.ts'

/** The measures by which backups are compared. */
export interface Extent {
  size: number
  /** Undefined if counting a table took too long. */
  rows: number | undefined
  tables: number
}

/** Number of backups included in the comparison. */
const MAX_COMPARED = 5
const MIN_SHARE = 0.5

/**
 * Why a backup is suspiciously small, or undefined: a dump of a wrong or emptied database is a valid archive, so it can
 * only be detected by comparing with earlier backups.
 * @param before newest first; only verified ones count
 */
export function shrinkage(now: Extent, before: readonly Manifest[]): string | undefined {
  if (now.tables === 0) return 'the database has no tables'
  const earlier = before
    .filter(manifest => verifiedLevel(manifest) >= 2)
    .slice(0, MAX_COMPARED)
    .map(({ objects, contents }) => ({
      size: objects.dump.size,
      rows: contents.rows,
      tables: contents.tables.length,
    }))
  if (earlier.length === 0) return undefined
  const usual = (what: keyof Extent): number => median(earlier.map(extent => extent[what]))
  const is = (what: keyof Extent): string =>
    what === 'size' ? formatBytes(now.size) : `${now[what]} ${what}`
  const was = (what: keyof Extent): string =>
    what === 'size' ? formatBytes(usual(what)) : `${usual(what)} ${what}`
  const shrunk = (['size', 'rows', 'tables'] as const).filter(
    what => (now[what] ?? Number.POSITIVE_INFINITY) < usual(what) * MIN_SHARE,
  )
  if (shrunk.length === 0) return undefined
  return `the backup is suspiciously small (${shrunk.map(what => `${is(what)}, usually ${was(what)}`).join('; ')})`
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
}
