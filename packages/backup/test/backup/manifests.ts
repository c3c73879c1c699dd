import { type Level, type Manifest, SCHEMA } from '../../src/catalogue/manifest.ts'

/** A manifest with the fields that tests need. */
export function manifest({
  id = idAt(0),
  level = 2 as Level,
  size = 1000,
  rows = 100,
  tables = 2,
  at = 0,
  ...rest
}: Partial<Wanted> & Partial<Pick<Manifest, 'protected' | 'version'>> = {}): Manifest {
  return {
    ...{ schema: SCHEMA, id, protected: false, version: '', finished: new Date(at).toISOString() },
    objects: { dump: { key: `data/${id}/dump.pgc`, size, sha256: 'x' } },
    contents: {
      rows,
      tables: Array.from({ length: tables }, (_, index) => ({ table: `t${index}`, rows: 1 })),
    },
    verification: [{ level, at: '', detail: '' }],
    ...rest,
  } as unknown as Manifest
}

interface Wanted {
  id: string
  level: Level
  size: number
  rows: number
  tables: number
  /** Milliseconds since 1970. */
  at: number
}

/** An id with that timestamp. */
export function idAt(at: number, nonce = 'abcdef'): string {
  const time = new Date(at).toISOString().slice(0, 19).replaceAll(':', '').replaceAll('-', '')
  return `${time}Z-0123456789ab-1.1-${nonce}`
}
