import { type Manifest, verifiedLevel } from '../../catalogue/manifest.ts'

export interface RetentionRule {
  /** A backup younger than this many days stays. */
  days: number
  /** So many of the newest verified backups stay, whatever their age. */
  keepLast: number
  /** Ids that belong to the running and the previous release. */
  needed: readonly string[]
}

export interface RetentionPlan {
  remove: Manifest[]
  /** Why nothing is removed although something could be. */
  refused?: string
}

/** No run removes more of the catalogue than this: whatever went wrong, most of it is left. */
const MOST = 0.3
const DAY = 86_400_000
/** Clocks further apart than this make ages doubtful. */
export const LARGEST_SKEW = 5 * 60_000

/**
 * Decides which backups may go. It may keep too many, and never too few.
 * @param all every manifest of this database that can be read; the newest is this run's
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
  if (remove.length > all.length * MOST)
    return {
      remove: [],
      refused: `${remove.length} of ${all.length} backups would go in one run, more than ${MOST * 100} %. If that is meant, lower "retention-days" in steps, or delete old ones by hand`,
    }
  return { remove }
}

/** By the time in the id and the one in the manifest; when they disagree, the backup stays. */
function olderThan({ id, finished }: Manifest, days: number, now: number): boolean {
  const told = Date.parse(finished)
  const named = Date.parse(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z'))
  const limit = now - days * DAY
  return told < limit && named < limit && Math.abs(told - named) < 2 * DAY
}
