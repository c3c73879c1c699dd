import { type Release, releasesBefore, type Version } from '@tsh/deployment'
import { isListed, NO_REVISION } from './schema.ts'

/** The current release and the target version of a rollback. */
export interface RollbackRange {
  from: Release
  to: Version
}

/** The schema change between two versions. */
export type SchemaDifference =
  | { kind: 'none' }
  | {
      kind: 'changed'
      /** Revision that the old version was running with. */
      before: string
      after: string
      /** Id of the backup taken before the first of these migrations. */
      backup: string | undefined
      /** Names of the migrations in between; undefined if any of them is unknown. */
      migrations: readonly string[] | undefined
    }
  | { kind: 'unknown'; why: string; backup: string | undefined }

/**
 * Whether a release may have changed the schema. Journal lines written by earlier versions of these actions do not record
 * it; a version restarted by a rollback never changes it.
 */
const mayMigrate = ({ migrates, withoutMigrations, rollbackOf, revisionAfter }: Release): boolean =>
  revisionAfter !== undefined || (migrates ?? (withoutMigrations === undefined && rollbackOf === undefined))

/**
 * The releases between two versions that may have changed the schema, oldest first, including those that failed after
 * migrating.
 * @param releases all releases, oldest first
 */
export function migratingReleases(releases: readonly Release[], { from, to }: RollbackRange): Release[] {
  const last = releasesBefore(releases, from).findLastIndex(
    release => release.wasLive && release.version === to.version,
  )
  // A manually deployed version is known only as the previous version of another release.
  const next = releases.findIndex(release => release.previous?.version === to.version)
  const first = last !== -1 ? last + 1 : next !== -1 ? next : releases.indexOf(from)
  return releases.slice(first).filter(mayMigrate)
}

/**
 * Compares the schema that a version was running with to the current one.
 *
 * @param releases all releases, oldest first
 * @param present current revision of the database, if it could be read; defaults to the latest one in the journal
 */
export function schemaDifference(
  releases: readonly Release[],
  range: RollbackRange,
  present?: string | undefined,
): SchemaDifference {
  const migrating = migratingReleases(releases, range)
  const [first] = migrating
  const newest = migrating.at(-1)
  if (!first || !newest) return { kind: 'none' }
  const old = releasesBefore(releases, range.from).findLast(
    release => release.wasLive && release.version === range.to.version,
  )
  const before = old?.revisionAfter ?? revisionBefore(first)
  const after = present ?? newest.revisionAfter
  const changed = migrating.filter(release => revisionBefore(release) !== release.revisionAfter)
  const backup = (changed[0] ?? first).backup
  if (before === undefined || after === undefined)
    return { kind: 'unknown', why: whyUnknown(migrating), backup }
  if (before === after) return { kind: 'none' }
  return { kind: 'changed', before, after, backup, migrations: migrationsOf(migrating, before, after) }
}

/** Earlier versions of these actions omitted it when nothing had been migrated before. */
const revisionBefore = ({ migrates, revisionBefore: before, revisionAfter: after }: Release) =>
  before ?? (migrates === undefined && after !== undefined ? NO_REVISION : undefined)

function whyUnknown(migrating: readonly Release[]): string {
  const release = migrating.find(({ revisionAfter }) => revisionAfter === undefined) ?? migrating[0]
  if (!release) return ''
  const { version, migrates, revisionProblem } = release
  return migrates === undefined
    ? `the journal does not record whether ${version} ran migrations, because it was written by an earlier version of these actions`
    : `${version} ran migrations, and the schema revision is unknown (${revisionProblem ?? 'the release failed before it was read'})`
}

/** The names of all migrations from one revision to another; undefined if the journal does not contain all of them. */
function migrationsOf(
  migrating: readonly Release[],
  before: string,
  after: string,
): readonly string[] | undefined {
  let revision = before
  const names: string[] = []
  for (const release of migrating) {
    // A killed release may have migrated; the revision found by the next release shows it.
    if (release.revisionAfter === undefined) continue
    if (revisionBefore(release) !== revision) return undefined
    if (release.revisionAfter !== revision) {
      if (!Array.isArray(release.migrations)) return undefined
      names.push(...release.migrations)
    }
    revision = release.revisionAfter
  }
  return revision === after && names.length > 0 ? names : undefined
}

/** Whether migration names decide, because the tool lists them, rather than only the files of a commit. */
export const namesDecide = ({ before, after }: { before: string; after: string }): boolean =>
  isListed(before) || isListed(after)
