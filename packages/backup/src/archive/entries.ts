/** Numbers of the archive entries that are restored in separate steps. */
export interface SpecialEntries {
  /** Large objects, which only a superuser can assign to an arbitrary owner. */
  largeObjects: number[]
  /** Checks that are not part of their table definition and are evaluated when added. */
  checks: number[]
  /** All other entries. */
  others: number[]
}

const LARGE_OBJECT = /^(?:BLOBS?|BLOB METADATA) |^(?:COMMENT|ACL|SECURITY LABEL) - LARGE OBJECTS? /

/**
 * @param list output of `pg_restore -l`
 * @param superusers roles whose checks are restored like everything else
 * @param roles all other roles
 */
export function specialEntries(
  list: string,
  { superusers, roles }: { superusers: readonly string[]; roles: readonly string[] },
): SpecialEntries {
  // The owner is at the end of the line, and a role name may end like another one.
  const ownedBy = (line: string, names: readonly string[]): boolean =>
    names.some(name => line.endsWith(` ${name}`))
  const special: SpecialEntries = { largeObjects: [], checks: [], others: [] }
  for (const line of list.split('\n')) {
    const [, id, entry = ''] = /^(\d+); \d+ \d+ (.*)$/.exec(line) ?? []
    if (id === undefined) continue
    const trusted = ownedBy(entry, superusers) && !ownedBy(entry, roles)
    const kind = LARGE_OBJECT.test(entry)
      ? 'largeObjects'
      : entry.startsWith('CHECK CONSTRAINT ') && !trusted
        ? 'checks'
        : 'others'
    special[kind].push(Number(id))
  }
  return special
}
