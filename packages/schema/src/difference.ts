import { type Release, releasesBefore, type Version } from '@tsh/deployment'
import { isListed, NO_REVISION } from './schema.ts'

/** The way of a rollback. */
export interface Way {
  from: Release
  to: Version
}

/** What happened to the schema between two versions. */
export type SchemaDifference =
  | { kind: 'none' }
  | {
      kind: 'changed'
      /** Revision that the old version was live with. */
      before: string
      after: string
      /** Id of the backup that was taken before the first of the migrations. */
      backup: string | undefined
      /** The migrations in between by name; undefined where their names are not known, or not all of them. */
      migrations: readonly string[] | undefined
    }
  | { kind: 'unknown'; why: string; backup: string | undefined }

/**
 * Whether a release may have changed the schema. Lines of earlier versions of these actions do not say; a version that a
 * rollback has started again never has.
 */
const mayMigrate = ({ migrates, withoutMigrations, rollbackOf, revisionAfter }: Release): boolean =>
  revisionAfter !== undefined || (migrates ?? (withoutMigrations === undefined && rollbackOf === undefined))

/**
 * The releases between two versions that may have changed the schema, oldest first; also those that failed after they
 * had migrated.
 * @param releases all, oldest first
 */
export function migratingReleases(releases: readonly Release[], { from, to }: Way): Release[] {
  const last = releasesBefore(releases, from).findLastIndex(
    release => release.wasLive && release.version === to.version,
  )
  // A version that was deployed by hand is known only as what was live before another one.
  const next = releases.findIndex(release => release.previous?.version === to.version)
  const first = last !== -1 ? last + 1 : next !== -1 ? next : releases.indexOf(from)
  return releases.slice(first).filter(mayMigrate)
}

/**
 * Compares the schema that a version was live with to the present one.
 *
 * @param releases all, oldest first
 * @param present revision of the database now, where that could be read; else it is what the journal has last
 */
export function schemaDifference(
  releases: readonly Release[],
  way: Way,
  present?: string | undefined,
): SchemaDifference {
  const migrating = migratingReleases(releases, way)
  const [first] = migrating
  const newest = migrating.at(-1)
  if (!first || !newest) return { kind: 'none' }
  const old = releasesBefore(releases, way.from).findLast(
    release => release.wasLive && release.version === way.to.version,
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

/** Earlier versions of these actions have left it out where nothing had been migrated before. */
const revisionBefore = ({ migrates, revisionBefore: before, revisionAfter: after }: Release) =>
  before ?? (migrates === undefined && after !== undefined ? NO_REVISION : undefined)

function whyUnknown(migrating: readonly Release[]): string {
  const release = migrating.find(({ revisionAfter }) => revisionAfter === undefined) ?? migrating[0]
  if (!release) return ''
  const { version, migrates, revisionProblem } = release
  return migrates === undefined
    ? `the journal does not record whether ${version} has run migrations, because an earlier version of these actions wrote it`
    : `${version} has run migrations, and the schema revision is unknown (${revisionProblem ?? 'it failed before it was read'})`
}

/** The names of all migrations from one revision to another; undefined where the journal does not have all of them. */
function migrationsOf(
  migrating: readonly Release[],
  before: string,
  after: string,
): readonly string[] | undefined {
  let revision = before
  const names: string[] = []
  for (const release of migrating) {
    // One that was killed may have migrated; the revision that the next one has found tells.
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

/** Whether the names of migrations decide, because a tool lists them, and not the files of a commit alone. */
export const namesDecide = ({ before, after }: { before: string; after: string }): boolean =>
  isListed(before) || isListed(after)
