/** Numbers of the entries of an archive that are restored in steps of their own. */
export interface SpecialEntries {
  /** Large objects: bytes that only a superuser may give to any owner. */
  largeObjects: number[]
  /** Checks that could not be part of their table, and are evaluated when they are added. */
  checks: number[]
  /** All that are neither. */
  others: number[]
}

const LARGE_OBJECT = /^(?:BLOBS?|BLOB METADATA) |^(?:COMMENT|ACL|SECURITY LABEL) - LARGE OBJECTS? /

/**
 * @param list text of `pg_restore -l`
 * @param superusers whose checks are restored like everything else
 * @param roles all others
 */
export function specialEntries(
  list: string,
  { superusers, roles }: { superusers: readonly string[]; roles: readonly string[] },
): SpecialEntries {
  // The owner is the end of a line, and a role may have a name that ends like another.
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
