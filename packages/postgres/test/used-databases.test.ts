import { describe, expect, test } from '@jest/globals'
import { isPostgres, type ServiceModel, usedDatabases } from '../src/used-databases.ts'

const database: ServiceModel = {
  image: 'postgres:15',
  container_name: 'tsh_postgres',
  hostname: 'sql',
  networks: { default: null, backend: { aliases: ['primary'] } },
}
const built = { image: 'shop:any', build: {} }

/** The databases found in these variables of the application. */
const used = (environment: Record<string, string | null>, app: ServiceModel = built) =>
  usedDatabases({ db: database, app: { ...app, environment } }, { server: 'db', version: 'any' })

describe('the database is named by', () => {
  test.each([
    ['a URL', { DATABASE_URL: 'postgresql://postgres@db:5432/shop' }],
    ['a URL without a port', { DATABASE_URL: 'postgres://clerk:secret@db/shop' }],
    ['a URL without a user', { DATABASE_URL: 'postgres://db/shop?sslmode=disable' }],
    ['a URL with a driver', { DATABASE_URL: 'postgresql+asyncpg://u:p@db:5432/shop?ssl=a@b' }],
    ['a JDBC URL', { SPRING_DATASOURCE_URL: 'jdbc:postgresql://db:5432/shop' }],
    ['a URL with a password that is not encoded', { DATABASE_URL: 'postgres://u:p@db/x#/y?@db:5432/shop' }],
    ['a URL with an encoded name', { DATABASE_URL: 'postgres://u:p@db/%73hop' }],
    ['the name of the container', { DATABASE_URL: 'postgres://u:p@tsh_postgres/shop' }],
    ['the host name of the container', { DATABASE_URL: 'postgres://u:p@sql/shop' }],
    ['an alias in a network', { DATABASE_URL: 'postgres://u:p@primary/shop' }],
    ['a libpq connection string', { DATABASE_DSN: 'host=db port=5432 user=u password=p dbname=shop' }],
    [
      'a .NET connection string',
      { ConnectionStrings__Default: 'Host=db;Port=5432;Database=shop;Password=p' },
    ],
    ['the variables of libpq', { PGHOST: 'db', PGDATABASE: 'shop' }],
    ['custom variables', { DB_HOST: 'db:5432', DB_PORT: '5432', DB_DATABASE: 'shop' }],
    ['variables in lower case', { database__connection__host: 'db', database__connection__database: 'shop' }],
  ])('%s', (_name, environment) => {
    expect(used(environment).map(({ database }) => database)).toEqual(['shop'])
  })
})

test('the variable and the service are named, but no value', () => {
  expect(used({ DATABASE_URL: 'postgres://u:secret@db/shop', DB_HOST: 'db', DB_NAME: 'stock' })).toEqual([
    { database: 'shop', by: 'DATABASE_URL of service app' },
    { database: 'stock', by: 'DB_NAME of service app' },
  ])
})

describe('no database is named by', () => {
  test.each<[string, Record<string, string | null>]>([
    ['a URL of another host', { DATABASE_URL: 'postgres://u:p@db.example.com/shop' }],
    ['a password that looks like a host', { DATABASE_URL: 'postgres://u:a@db/shop@other:5432/stock' }],
    ['a URL of another server', { REDIS_URL: 'redis://db:6379/0', MYSQL_URL: 'mysql://u:p@db/shop' }],
    ['a URL without a database', { DATABASE_URL: 'postgres://u:p@db:5432' }],
    ['a host without a database', { DB_HOST: 'db', SMTP_NAME: 'shop', EMPTY: null }],
    ['a test database', { TEST_DATABASE_URL: 'postgres://u:p@db/shop_test' }],
    ['a database of another host', { DB_HOST: 'other', DB_NAME: 'shop' }],
  ])('%s', (_name, environment) => {
    expect(used(environment)).toEqual([])
  })

  test('a service that is not the application', () => {
    const environment = { DATA_SOURCE_NAME: 'postgresql://u:p@db/postgres' }
    expect(used(environment, { image: 'prometheuscommunity/postgres-exporter:v0.15' })).toEqual([])
  })
})

describe('the image of a service', () => {
  test.each([
    ...['postgres', 'postgres:15-alpine', 'registry.local:5000/acme/postgres-16:v1', 'bitnami/postgresql:17'],
    ...['postgis/postgis', 'pgvector/pgvector:pg17', 'timescale/timescaledb-ha:pg16', 'acme/erp-postgres'],
    `postgres:15@sha256:${'0a'.repeat(32)}`,
  ])('%s is a PostgreSQL image', image => expect(isPostgres({ image })).toBe(true))

  test.each([
    ...['', 'redis:7', 'postgrest/postgrest:v12', 'prometheuscommunity/postgres-exporter:v0.15'],
    ...['prodrigestivill/postgres-backup-local', 'edoburu/pgbouncer:1.23', 'postgres.example/acme/shop:v1'],
  ])('"%s" is not', image => expect(isPostgres({ image })).toBe(false))
})

test('a service whose image is tagged with the version is the application', () => {
  const environment = { DATABASE_URL: 'postgres://u:p@db/shop' }
  expect(used(environment, { image: 'ghcr.io/tsh/shop:any' })).toHaveLength(1)
})
