import { formatBytes } from '@tsh/server'
import { type Manifest, verifiedLevel } from '../../catalogue/manifest.ts'

/** What a backup is compared by. */
export interface Extent {
  size: number
  /** Undefined where counting a table took too long. */
  rows: number | undefined
  tables: number
}

/** Backups that count for the comparison. */
const COMPARED = 5
const LEAST = 0.5

/**
 * Why a backup is suspiciously small, or nothing: a dump of the wrong or an emptied database is a perfect archive, so
 * only what was there before can tell.
 * @param before newest first; only those that were verified count
 */
export function shrinkage(now: Extent, before: readonly Manifest[]): string | undefined {
  if (now.tables === 0) return 'the database has no tables'
  const earlier = before
    .filter(manifest => verifiedLevel(manifest) >= 2)
    .slice(0, COMPARED)
    .map(({ objects, contents }) => ({
      size: objects.dump.size,
      rows: contents.rows,
      tables: contents.tables.length,
    }))
  if (earlier.length === 0) return undefined
  const usual = (what: keyof Extent): number => median(earlier.map(extent => extent[what]))
  const said = (what: keyof Extent): string =>
    what === 'size' ? formatBytes(now.size) : `${now[what]} ${what}`
  const was = (what: keyof Extent): string =>
    what === 'size' ? formatBytes(usual(what)) : `${usual(what)} ${what}`
  const shrunk = (['size', 'rows', 'tables'] as const).filter(
    what => (now[what] ?? Number.POSITIVE_INFINITY) < usual(what) * LEAST,
  )
  if (shrunk.length === 0) return undefined
  return `the backup is suspiciously small (${shrunk.map(what => `${said(what)}, usually ${was(what)}`).join('; ')})`
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
}
