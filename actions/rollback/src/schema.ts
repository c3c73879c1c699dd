import type { Release } from '@tsh/deployment'

/** Migrations that stand between two versions. */
export interface Crossing {
  /** Schema revision that the old version had. */
  before: string
  /** The present one. */
  after: string
  /** Id of the backup that was taken before the first of the migrations. */
  backup: string | undefined
}

/**
 * Which migrations a way back crosses: those of every release since the old version, also of releases that failed
 * after they had migrated. Nothing where no schema revision was told, or where it has come back to what it was.
 *
 * @param releases all, oldest first
 */
export function crossingOf(
  releases: readonly Release[],
  { from, to }: { from: Release; to: { version: string } },
): Crossing | undefined {
  const last = releases.findLastIndex(release => release.wasLive && release.version === to.version)
  const first = last === -1 ? releases.indexOf(from) : last + 1
  const migrated = releases.slice(first).filter(({ revisionAfter }) => revisionAfter !== undefined)
  const before = migrated.at(0)?.revisionBefore
  const after = migrated.at(-1)?.revisionAfter
  if (after === undefined || before === after) return undefined
  const [changed] = migrated.filter(release => release.revisionBefore !== release.revisionAfter)
  return { before: before ?? 'none', after, backup: changed?.backup }
}

/** In a migration, this comment says that the version before it works with the schema after it. */
export const COMPATIBLE = '# rollback: compatible'

/** What a person may do about a rollback that was refused, the harmless first. */
export function waysOut({ before, backup }: Crossing, version: string): string[] {
  return [
    'Deploy a version that repairs the fault: nothing is lost',
    `If ${version} works with the present schema, run the rollback again with "across-migrations" and the reason, and mark such migrations with "${COMPATIBLE}"`,
    `Take the schema back first ("alembic downgrade ${before}" in a container of the live version), then run the rollback again`,
    ...(backup
      ? [`Restore the backup ${backup} with the restore workflow: everything written since is lost`]
      : []),
  ]
}
