import type { Snapshot } from '@tsh/postgres'

/** A line of `pg_restore -l` without its numbers: `TABLE DATA public orders owner`. */
export function entriesOf(list: string): string[] {
  return list.split('\n').flatMap(line => {
    const [, entry] = /^\d+; \d+ \d+ (.*)$/.exec(line) ?? []
    return entry === undefined ? [] : [entry]
  })
}

/**
 * Objects of a snapshot that are missing in the contents list of its archive; empty when complete.
 * @param encoding encoding of the archive: names in the list use it, and are only readable here if it is UTF-8
 */
export function missingEntries(snapshot: Snapshot, entries: readonly string[], encoding = 'UTF8'): string[] {
  const comparable = (name: string): string => {
    const line = name.replace(/[\r\n]/g, ' ')
    return encoding === 'UTF8' ? line : line.replace(/[^ -~]+/g, '?')
  }
  const left = new Map<string, number>()
  const add = (name: string, count: number): number => {
    left.set(name, (left.get(name) ?? 0) + count)
    return left.get(name) ?? 0
  }
  for (const entry of entries) if (entry.startsWith('TABLE DATA ')) add(comparable(withoutOwner(entry)), 1)
  const missing = snapshot.tables
    .filter(({ schema, name }) => add(comparable(`TABLE DATA ${schema} ${name}`), -1) < 0)
    .map(({ schema, name }) => `data of table ${schema}.${name}`)
  const sequences = entries.filter(entry => entry.startsWith('SEQUENCE SET ')).length
  if (sequences < snapshot.sequences)
    missing.push(`${snapshot.sequences - sequences} of ${snapshot.sequences} sequences`)
  if (snapshot.largeObjects > 0 && !entries.some(entry => /^(BLOBS|BLOB DATA) /.test(entry)))
    missing.push('the large objects')
  // An extension has no owner, so the line ends with a blank.
  const extensions = new Set(entries.map(entry => entry.trimEnd()))
  for (const name of snapshot.extensions)
    if (!extensions.has(`EXTENSION - ${name}`)) missing.push(`extension ${name}`)
  return missing
}

/** The owner is the last word; if a role name contains blanks, a part of it remains, which matches no table name. */
function withoutOwner(entry: string): string {
  return entry.slice(0, entry.lastIndexOf(' '))
}
