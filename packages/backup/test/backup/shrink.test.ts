import { expect, test } from '@jest/globals'
import { shrinkage } from '../../src/backup/retention/shrink.ts'
import { manifest } from './manifests.ts'

const usual = [manifest(), manifest({ size: 1100 }), manifest({ size: 900 })]

test('the first backup can have any size, unless it is empty', () => {
  expect(shrinkage({ size: 10, rows: 0, tables: 1 }, [])).toBeUndefined()
  expect(shrinkage({ size: 877, rows: 0, tables: 0 }, [])).toBe('the database has no tables')
})

test('half of the usual size, rows and tables is enough', () => {
  expect(shrinkage({ size: 500, rows: 50, tables: 1 }, usual)).toBeUndefined()
  expect(shrinkage({ size: 499, rows: 100, tables: 2 }, usual)).toContain('0.5 KB, usually 1.0 KB')
  expect(shrinkage({ size: 1000, rows: 49, tables: 2 }, usual)).toContain('49 rows, usually 100 rows')
  expect(shrinkage({ size: 1000, rows: 100, tables: 2 }, [manifest({ tables: 5 })])).toContain(
    '2 tables, usually 5',
  )
})

test('incomplete row counts are ignored', () => {
  expect(shrinkage({ size: 1000, rows: undefined, tables: 2 }, usual)).toBeUndefined()
  expect(shrinkage({ size: 499, rows: undefined, tables: 2 }, usual)).toBe(
    'the backup is suspiciously small (0.5 KB, usually 1.0 KB)',
  )
})

test('unverified backups and a single outlier are ignored', () => {
  expect(shrinkage({ size: 10, rows: 1, tables: 1 }, [manifest({ level: 1 })])).toBeUndefined()
  const odd = [manifest({ size: 1 }), ...usual, manifest()]
  expect(shrinkage({ size: 499, rows: 100, tables: 2 }, odd)).toContain('suspiciously small')
})
