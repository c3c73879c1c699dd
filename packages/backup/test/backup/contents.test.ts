import { expect, test } from '@jest/globals'
import type { Snapshot } from '@tsh/postgres'
import { entriesOf, missingEntries } from '../../src/backup/contents.ts'

const list = `;
; Archive created at 2026-11-24 23:09:57 UTC
;     TOC Entries: 9
2; 3079 16412 EXTENSION - pgcrypto 
3402; 0 0 COMMENT - EXTENSION pgcrypto 
215; 1259 16388 TABLE public orders erp
217; 1259 16390 TABLE odd schema my table erp
216; 1259 16389 SEQUENCE public orders_id_seq erp
3396; 0 16388 TABLE DATA public orders erp
3397; 0 16390 TABLE DATA odd schema my table erp
3410; 0 0 SEQUENCE SET public orders_id_seq erp
3500; 0 0 BLOBS - BLOBS erp
`
const snapshot: Snapshot = {
  id: '1',
  tables: [
    { schema: 'public', name: 'orders' },
    { schema: 'odd schema', name: 'my table' },
  ],
  sequences: 1,
  largeObjects: 2,
  extensions: ['pgcrypto'],
}

test('a complete list lacks nothing', () => {
  expect(entriesOf(list)).toHaveLength(9)
  expect(missingEntries(snapshot, entriesOf(list))).toEqual([])
})

test.each([
  ['TABLE DATA public orders', 'data of table public.orders'],
  ['TABLE DATA odd schema', 'data of table odd schema.my table'],
  ['SEQUENCE SET', '1 of 1 sequences'],
  ['BLOBS', 'the large objects'],
  ['EXTENSION - pgcrypto', 'extension pgcrypto'],
])('without %s it reports what is missing', (line, missing) => {
  const shorter = list
    .split('\n')
    .filter(text => !text.includes(` ${line}`))
    .join('\n')
  expect(missingEntries(snapshot, entriesOf(shorter))).toEqual([missing])
})

test('an extension whose name has another one as prefix is a different extension', () => {
  const other = entriesOf(list.replace('EXTENSION - pgcrypto ', 'EXTENSION - pgcrypto_more '))
  expect(missingEntries(snapshot, other)).toEqual(['extension pgcrypto'])
})

test('a definition is not data', () => {
  const definitions = entriesOf(list.replace('3396; 0 16388 TABLE DATA', '3396; 0 16388 TABLE DATUM'))
  expect(missingEntries(snapshot, definitions)).toEqual(['data of table public.orders'])
})

test('names in another encoding are compared as far as they are readable, and counted', () => {
  const tables = ['größe', 'güte', 'rest'].map(name => ({ schema: 'public', name }))
  // As Node.js decodes LATIN1 bytes.
  const entries = ['gr\uFFFD\uFFFDe', 'g\uFFFDte', 'rest'].map(name => `TABLE DATA public ${name} erp`)
  const of = (present: readonly string[]) =>
    missingEntries({ ...snapshot, tables, sequences: 0, largeObjects: 0, extensions: [] }, present, 'LATIN1')
  expect(of(entries)).toEqual([])
  expect(of(entries.slice(1))).toEqual(['data of table public.größe'])
  expect(of([...entries.slice(1), ...entries.slice(1)])).toEqual(['data of table public.größe'])
})

test('two tables whose names look the same are both required', () => {
  const tables = ['ü', 'ö'].map(name => ({ schema: 'public', name }))
  const entries = ['TABLE DATA public \uFFFD erp']
  const rest = { sequences: 0, largeObjects: 0, extensions: [] }
  expect(missingEntries({ ...snapshot, ...rest, tables }, entries, 'LATIN1')).toEqual([
    'data of table public.ö',
  ])
})
