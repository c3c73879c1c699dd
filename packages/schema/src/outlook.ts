import type { Release } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { namesDecide, type RollbackRange, type SchemaDifference, schemaDifference } from './difference.ts'
import { TABLE_NAMES } from './known-tables.ts'
import { COMPATIBLE } from './migration-files.ts'
import { unmarkedFiles, unmarkedMigrations } from './unmarked.ts'

/** Whether the schema allows an automatic rollback. */
export type Outlook =
  | { kind: 'possible'; why: string }
  | { kind: 'refused'; why: string; difference: Exclude<SchemaDifference, { kind: 'none' }> }

/**
 * Decides whether an old version works with the current schema: either it ran with the same revision, or every migration in
 * between is marked as compatible. Old code on an unknown schema may silently destroy data, so an unknown schema is
 * refused.
 *
 * @param path of the checkout on the server
 * @param present current revision of the database, if it could be read
 */
export async function rollbackOutlook(
  remote: Remote,
  {
    path,
    releases,
    range,
    present,
  }: { path: string; releases: readonly Release[]; range: RollbackRange; present?: string | undefined },
): Promise<Outlook> {
  const difference = schemaDifference(releases, range, present)
  const { version } = range.to
  if (difference.kind === 'none') return { kind: 'possible', why: `no migrations since ${version}` }
  if (difference.kind === 'unknown')
    return { kind: 'refused', difference, why: `${difference.why}. Known tables: ${TABLE_NAMES}` }
  const commits = { path, before: range.to.sha, after: range.from.sha }
  const unmarked = namesDecide(difference)
    ? difference.migrations && (await unmarkedMigrations(remote, commits, difference.migrations))
    : await unmarkedFiles(remote, commits, difference)
  if (unmarked?.length === 0)
    return { kind: 'possible', why: `every migration since ${version} is marked "${COMPATIBLE}"` }
  const { before, after } = difference
  const which = unmarked
    ? `: ${listed(unmarked)} ${unmarked.length > 1 ? 'are' : 'is'} not marked "${COMPATIBLE}"`
    : ''
  return {
    kind: 'refused',
    difference,
    why: `the schema changed from ${before} to ${after} since ${version}${which}`,
  }
}

const SHOWN = 5

/** Joins names for a message, truncating a long list. */
export const listed = (names: readonly string[]): string =>
  names.length > SHOWN
    ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`
    : names.join(', ')
