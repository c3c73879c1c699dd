import type { Release } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { namesDecide, type SchemaDifference, schemaDifference, type Way } from './difference.ts'
import { TABLE_NAMES } from './known-tables.ts'
import { COMPATIBLE } from './migration-files.ts'
import { unmarkedFiles, unmarkedMigrations } from './unmarked.ts'

/** Whether a rollback may happen by itself, as far as the schema is concerned. */
export type Outlook =
  | { kind: 'possible'; why: string }
  | { kind: 'refused'; why: string; difference: Exclude<SchemaDifference, { kind: 'none' }> }

/**
 * Decides whether an old version works with the present schema: it was live with the same one, or every migration in between
 * says so itself. The old code on a schema that it does not know may destroy data without an error, so what is unknown
 * counts as no.
 *
 * @param path of the checkout on the server
 * @param present revision of the database now, where that could be read
 */
export async function rollbackOutlook(
  remote: Remote,
  {
    path,
    releases,
    way,
    present,
  }: { path: string; releases: readonly Release[]; way: Way; present?: string | undefined },
): Promise<Outlook> {
  const difference = schemaDifference(releases, way, present)
  const { version } = way.to
  if (difference.kind === 'none') return { kind: 'possible', why: `no migrations since ${version}` }
  if (difference.kind === 'unknown')
    return { kind: 'refused', difference, why: `${difference.why}. Known tables: ${TABLE_NAMES}` }
  const commits = { path, before: way.to.sha, after: way.from.sha }
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
    why: `the schema went from ${before} to ${after} since ${version}${which}`,
  }
}

const SHOWN = 5

/** Names for a message, the first ones of many. */
export const listed = (names: readonly string[]): string =>
  names.length > SHOWN
    ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`
    : names.join(', ')
