import { expect, test } from '@jest/globals'
import { parseDatabaseUrl } from '../src/inputs/database-url.ts'

test('parses a postgres URL whose password has special characters, encoded or not', () => {
  const url = (password: string): string =>
    `postgresql://erp:${password}@db.example:5433/shop?sslmode=require`
  expect(parseDatabaseUrl(url('p%40s%21%2Fs'))).toEqual({
    user: 'erp',
    password: 'p@s!/s',
    host: 'db.example',
    port: '5433',
    database: 'shop',
  })
  for (const password of ['p@ss:/w', '100%', `a'"$ b`, '#?!', ''])
    expect(parseDatabaseUrl(url(password))?.password).toBe(password)
  expect(parseDatabaseUrl('postgres+asyncpg://u:p@[::1]/d')).toMatchObject({ host: '::1', port: '5432' })
  expect(parseDatabaseUrl('postgres://u:p@h:99999/d')).toBeUndefined()
})
