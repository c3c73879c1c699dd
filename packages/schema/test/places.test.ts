import { expect, test } from '@jest/globals'
import type { ServiceModel } from '@tsh/postgres'
import { databasePlaces } from '../src/places.ts'

const db: ServiceModel = { image: 'postgres:15' }
const cache: ServiceModel = { image: 'redis:7' }

/** Where an application with these variables keeps its schema. */
function placesOf(
  environment: Record<string, string>,
  others: Record<string, ServiceModel> = { db, cache },
): string {
  const places = databasePlaces({ ...others, app: { build: {}, environment } }, 'v1')
  return places.kind === 'elsewhere'
    ? places.why
    : places.databases.map(({ service, database }) => `${service}/${database}`).join(' ')
}

test.each<[string, Record<string, string>, string]>([
  ['is named by a URL', { DATABASE_URL: 'postgresql://u:p@db/shop' }, 'db/shop'],
  [
    'is named by two variables',
    { DB_HOST: 'db', DB_NAME: 'shop', REDIS_HOST: 'cache', REDIS_DB: '0' },
    'db/shop',
  ],
  ['is one of two', { A_URL: 'postgres://u@db/shop', B_URL: 'postgres://u@db/stock' }, 'db/shop db/stock'],
  ['is named nowhere', { DATABASE_URL_FILE: '/run/secrets/url', REDIS_HOST: 'other', REDIS_DB: '0' }, 'db/'],
  [
    'is on another server',
    { DATABASE_URL: 'postgres://u@sql.example/shop' },
    'the database named by DATABASE_URL of service app is not a service of the compose file',
  ],
  [
    'is on another server, in addition to one in the compose file',
    { DATABASE_URL: 'postgres://u@sql.example/shop', STATISTICS_URL: 'postgres://u@db/statistics' },
    'the database named by DATABASE_URL of service app is not a service of the compose file',
  ],
])('the database %s', (_name, environment, expected) => {
  expect(placesOf(environment)).toBe(expected)
})

test('no or several servers without a variable are unknown', () => {
  expect(placesOf({}, { cache })).toBe('the compose file has no PostgreSQL service')
  expect(placesOf({}, { db, other: { image: 'ghcr.io/acme/postgres-16:v1' } })).toMatch(
    /which of db, other hosts/,
  )
})
