import { describe, expect, test } from '@jest/globals'
import { alembicHeads, appliedBetween, printedRevision, schemaIn } from '../src/schema.ts'

const lines = (...rows: unknown[][]): string[] => rows.map(row => JSON.stringify(row))
const django = (...names: string[]): string[] =>
  lines(['Django'], ...names.map((name, at) => ['Django', name, at]))

describe('the revision of', () => {
  test('Alembic is all heads, in any order and any number of schemas', () => {
    const heads = lines(
      ['Alembic'],
      ['Alembic', 'bbb222', 0],
      ['Alembic', 'aaa111', 0],
      ['Alembic', 'bbb222', 0],
    )
    expect(schemaIn(heads)).toEqual({ revision: 'aaa111,bbb222', heads: 'aaa111,bbb222', applied: [] })
  })

  test('a tool with a list is the newest migration, their number and a digest', () => {
    const { revision, applied, heads } = schemaIn(django('shop.0001_initial', 'shop.0002_title'))
    expect(revision).toMatch(/^Django shop\.0002_title \(2 applied, [0-9a-f]{12}\)$/)
    expect([applied, heads]).toEqual([['shop.0001_initial', 'shop.0002_title'], ''])
    expect(schemaIn(django('shop.0001_initial', 'shop.0002_titles')).revision).not.toBe(revision)
  })

  test('a tool that migrates several schemas is unchanged when another schema is added', () => {
    const tenant = lines(['Django', 'shop.0001_initial', 20], ['Django', 'shop.0002_title', 21])
    const one = django('shop.0001_initial', 'shop.0002_title')
    expect(schemaIn([...one, ...tenant])).toEqual(schemaIn(one))
    expect(schemaIn([...tenant, ...one])).toEqual(schemaIn(one))
  })

  test('several tools is that of each', () => {
    const { revision } = schemaIn([
      ...lines(['golang-migrate', '7 (dirty)', 0], ['Alembic', 'a1', 0]),
      ...django('x'),
    ])
    expect(revision).toMatch(/^a1; Django x \(1 applied, .*\); golang-migrate 7 \(dirty\)$/)
  })

  test('an empty table is "none", and no table is unknown', () => {
    expect(schemaIn(lines(['Alembic'])).revision).toBe('none')
    expect(schemaIn(['Welcome', '[1]', '["Other", "x", 1]', '{}', '']).revision).toBeUndefined()
  })
})

test('the revision printed by a command does not depend on the order of its lines', () => {
  expect(printedRevision(' b \n\na\r\nb\n')).toBe('a,b')
  expect(printedRevision('\n')).toBeUndefined()
  const long = printedRevision(`${'x'.repeat(300)}1`)
  expect(long).toMatch(/^x{200}… \([0-9a-f]{12}\)$/)
  expect(printedRevision(`${'x'.repeat(300)}2`)).not.toBe(long)
})

test.each([
  ['0002 (head)\n', '0002'],
  ['bbb222 (head)\naaa111 (head)\n', 'aaa111,bbb222'],
  ['ae1027a6acf (effective head)\n1975ea83b712 (mergepoint)\n', '1975ea83b712,ae1027a6acf'],
  ['INFO  [alembic.runtime] Context impl\n0001\n', '0001'],
  ['', 'none'],
])('alembic current: %j', (output, heads) => {
  expect(alembicHeads(output)).toBe(heads)
})

describe('between two schemas', () => {
  const first = schemaIn(django('a.1', 'a.2'))

  test('the new migrations were applied', () => {
    expect(appliedBetween(first, schemaIn(django('a.1', 'a.2', 'a.3', 'b.1')))).toEqual(['a.3', 'b.1'])
  })
  test.each([
    ['one was reverted', django('a.1', 'a.3')],
    [
      'a tool without a list has migrated, too',
      [...django('a.1', 'a.2', 'a.3'), ...lines(['Alembic', 'x', 0])],
    ],
    ['it is the first deployment', django(...Array.from({ length: 200 }, (_, at) => `a.${at}`))],
  ])('their names are not conclusive when %s', (_why, after) => {
    expect(appliedBetween(first, schemaIn(after))).toBeUndefined()
  })
})
