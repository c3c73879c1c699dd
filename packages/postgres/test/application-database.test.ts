import { describe, expect, test } from '@jest/globals'
import { applicationDatabase, otherDatabases } from '../src/application-database.ts'

const shop = { database: 'shop', by: 'DATABASE_URL of service app' }
const worker = { database: 'shop', by: 'DATABASE_URL of service worker' }
const stock = { database: 'stock', by: 'STOCK_URL of service app' }

describe('without the input "database-name"', () => {
  test.each([
    ['the one of the container if the application names none', [], 'postgres', 'postgres'],
    ['the one that the application uses', [shop, worker], 'postgres', 'shop'],
    ['the one of the container if the application uses it and others', [stock, shop], 'shop', 'shop'],
  ])('it is %s', (_name, used, own, expected) => {
    expect(applicationDatabase(used, own)).toBe(expected)
  })

  test('it is rejected if the application uses several others', () => {
    expect(() => applicationDatabase([shop, worker, stock], 'postgres')).toThrow(
      'cannot determine which database to back up: the application uses "shop" (DATABASE_URL of service worker), "stock" (STOCK_URL of service app), but not the container\'s own database "postgres". Set "database-name"',
    )
  })

  test('it is rejected if its name would be a connection string', () => {
    expect(() => applicationDatabase([{ ...shop, database: 'host=evil' }], 'postgres')).toThrow(
      'the application uses "host=evil" (DATABASE_URL of service app), a name that cannot be part',
    )
  })
})

test('other databases of the application cause a warning', () => {
  expect(otherDatabases([shop, worker], 'shop')).toEqual([])
  expect(otherDatabases([shop, stock], 'shop')).toEqual([
    'the application also uses "stock" (STOCK_URL of service app), which this backup of "shop" does not contain. Back it up in another step with "database-name"',
  ])
})
