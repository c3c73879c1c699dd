import { type Manifest, verifiedLevel } from '../../catalogue/manifest.ts'

export interface RetentionRule {
  /** Backups younger than this many days are kept. */
  days: number
  /** Number of newest verified backups that are kept regardless of age. */
  keepLast: number
  /** Ids of the backups of the running and the previous release. */
  needed: readonly string[]
}

export interface RetentionPlan {
  remove: Manifest[]
  /** Why nothing is removed although something qualifies. */
  refused?: string
}

/** No run removes a larger share of the catalogue, so whatever goes wrong, most of it is left. */
const MAX_REMOVED_SHARE = 0.3
const DAY_MS = 86_400_000
/** With a larger skew, ages are unreliable. */
export const MAX_CLOCK_SKEW_MS = 5 * 60_000

/**
 * Decides which backups to remove. It may keep too many but never too few.
 * @param all all readable manifests of this database; the newest is this run's
 */
export function planRetention(all: readonly Manifest[], rule: RetentionRule, now: number): RetentionPlan {
  const newestFirst = [...all].sort((a, b) => (a.id < b.id ? 1 : -1))
  const verified = newestFirst.filter(manifest => verifiedLevel(manifest) >= 2)
  const kept = new Set([
    ...verified.slice(0, rule.keepLast).map(({ id }) => id),
    ...newestFirst
      .filter(manifest => verifiedLevel(manifest) === 3)
      .slice(0, 1)
      .map(({ id }) => id),
    ...rule.needed,
  ])
  const remove = newestFirst.filter(
    manifest => !manifest.protected && !kept.has(manifest.id) && olderThan(manifest, rule.days, now),
  )
  if (remove.length === 0) return { remove }
  const survivors = verified.filter(manifest => !remove.includes(manifest)).length
  if (survivors < rule.keepLast)
    return {
      remove: [],
      refused: `only ${survivors} verified backups would be left, fewer than "keep-last" (${rule.keepLast})`,
    }
  if (remove.length > all.length * MAX_REMOVED_SHARE)
    return {
      remove: [],
      refused: `${remove.length} of ${all.length} backups would be removed in one run, more than ${MAX_REMOVED_SHARE * 100} %. If this is intended, lower "retention-days" in steps, or delete old ones manually`,
    }
  return { remove }
}

/** Compares the time in the id and in the manifest; if they disagree, the backup is kept. */
function olderThan({ id, finished }: Manifest, days: number, now: number): boolean {
  const recorded = Date.parse(finished)
  const named = Date.parse(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z'))
  const limit = now - days * DAY_MS
  return recorded < limit && named < limit && Math.abs(recorded - named) < 2 * DAY_MS
}
