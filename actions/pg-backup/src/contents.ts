import type { Snapshot } from './snapshot.ts'

/** A line of `pg_restore -l` without its numbers: `TABLE DATA public orders owner`. */
export function entriesOf(list: string): string[] {
  return list.split('\n').flatMap(line => {
    const [, entry] = /^\d+; \d+ \d+ (.*)$/.exec(line) ?? []
    return entry === undefined ? [] : [entry]
  })
}

/** What a snapshot holds and the contents list of its archive does not; empty when all is there. */
export function missingEntries(snapshot: Snapshot, entries: readonly string[]): string[] {
  const oneLine = (name: string): string => name.replace(/[\r\n]/g, ' ')
  const data = new Set(
    entries.filter(entry => entry.startsWith('TABLE DATA ')).map(entry => withoutOwner(entry)),
  )
  const missing = snapshot.tables
    .map(({ schema, name }) => `${oneLine(schema)} ${oneLine(name)}`)
    .filter(name => !data.has(`TABLE DATA ${name}`))
    .map(name => `data of table ${name.replace(' ', '.')}`)
  const sequences = entries.filter(entry => entry.startsWith('SEQUENCE SET ')).length
  if (sequences < snapshot.sequences)
    missing.push(`${snapshot.sequences - sequences} of ${snapshot.sequences} sequences`)
  if (snapshot.largeObjects > 0 && !entries.some(entry => /^(BLOBS|BLOB DATA) /.test(entry)))
    missing.push('the large objects')
  for (const name of snapshot.extensions)
    if (!entries.some(entry => entry.startsWith(`EXTENSION - ${name}`))) missing.push(`extension ${name}`)
  return missing
}

/** The owner is the last word; a role whose name has blanks leaves some of it behind, which no table is called. */
function withoutOwner(entry: string): string {
  return entry.slice(0, entry.lastIndexOf(' '))
}
