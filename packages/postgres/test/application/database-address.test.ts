import { describe, expect, test } from '@jest/globals'
import { addressIn, separateAddress } from '../../src/application/database-address.ts'
import { namedDatabases } from '../../src/used-databases.ts'

const shop = { host: 'pool', port: '6432', database: 'shop', user: 'clerk', password: 'p@ss', sslMode: '' }

describe('the address is read from', () => {
  test.each<[string, string, Partial<typeof shop>?]>([
    ['a URL', 'postgres://clerk:p%40ss@pool:6432/shop'],
    ['a URL with a password that is not encoded', 'postgresql+asyncpg://clerk:p@ss@pool:6432/shop?x=1'],
    ['a URL without a port', 'postgres://clerk:p%40ss@pool/shop', { port: '' }],
    ['a URL without a login', 'postgres://pool:6432/shop', { user: '', password: '' }],
    ['a URL with a mode', 'postgres://clerk:p@ss@pool:6432/shop?sslmode=require', { sslMode: 'require' }],
    ['a URL with an invalid mode', 'postgres://clerk:p@ss@pool:6432/shop?sslmode=-x', { sslMode: '' }],
    ['a JDBC URL', 'jdbc:postgresql://pool:6432/shop?user=clerk&password=p%40ss'],
    ['a URL with an IPv6 address', 'postgres://clerk:p@ss@[::1]:6432/shop', { host: '::1' }],
    ['a URL with several hosts', 'postgres://clerk:p@ss@a,b:6433/shop', { host: 'a,b', port: ',6433' }],
    ['a libpq connection string', 'host=pool port=6432 user=clerk password=p@ss dbname=shop'],
    ['a .NET connection string', 'Server=pool;Port=6432;User Id=clerk;Password=p@ss;Database=shop'],
  ])('%s', (_name, value, difference = {}) => {
    expect(addressIn(value)).toEqual({ ...shop, ...difference })
  })

  test.each<[string, Record<string, string>]>([
    ['libpq', { PGHOST: 'pool', PGPORT: '6432', PGDATABASE: 'shop', PGUSER: 'clerk', PGPASSWORD: 'p@ss' }],
    ['an application', { DB_HOST: 'pool:6432', DB_NAME: 'shop', DB_USERNAME: 'clerk', DB_PASS: 'p@ss' }],
  ])('the variables of %s', (_name, environment) => {
    const [hostKey = ''] = Object.keys(environment)
    expect(separateAddress(environment, hostKey)?.address).toEqual(shop)
  })

  test('an IPv6 host', () => {
    expect(separateAddress({ DB_HOST: '::1', DB_NAME: 'shop' }, 'DB_HOST')?.address).toMatchObject({
      ...{ host: '::1', port: '' },
    })
  })
})

test('a dollar sign escaped by compose is unescaped', () => {
  const environment = { DATABASE_URL: 'postgres://u:a$$b@db/shop' }
  const [named] = namedDatabases({ db: {}, app: { build: {}, environment } }, 'v1')
  expect(named).toMatchObject({ service: 'app', servers: ['db'], address: { password: 'a$b' } })
})

test('one of several hosts may be a service', () => {
  const environment = { DATABASE_URL: 'postgres://u:p@other.example,db/shop' }
  expect(namedDatabases({ db: {}, app: { build: {}, environment } }, 'v1')[0]?.servers).toEqual(['db'])
})
