import { describe, expect, test } from '@jest/globals'
import { type ServicesModel, testServices as withFiles } from '../../src/services/services-model.ts'

const FOUND: Record<string, 'file' | 'folder'> = {
  ...{ './init.sql': 'file', '/etc/localtime': 'file', '/var/run/docker.sock': 'file' },
  ...{ '../db/init': 'folder', './data/postgres': 'folder' },
}

const testServices = (model: ServicesModel, names: readonly string[], envFile: string | undefined) =>
  withFiles(model, names, { envFile, find: source => FOUND[source] })

const MODEL = {
  name: 'tsh_erp_production',
  services: {
    db: {
      ...{ image: 'postgres:15', container_name: 'tsh_postgres', restart: 'always', profiles: ['data'] },
      ...{ env_file: [{ path: '.env.production', required: true }], networks: { shared: null } },
      ...{ ports: ['127.0.0.1:5432:5432'], environment: { POSTGRES_DB: '${POSTGRES_DB}' } },
      volumes: [{ type: 'volume', source: 'data', target: '/var/lib/postgresql/data' }],
    },
    redis: { image: 'redis:7', depends_on: { limits: { condition: 'service_started' } } },
    limits: { image: 'busybox' },
    app: { image: 'app:${VERSION:?}', depends_on: { db: {}, redis: {} } },
  },
  volumes: { data: { name: 'real_data' }, backups: { external: true } },
  networks: { shared: { external: true } },
}

test('only the named services and what they depend on are started', () => {
  expect(Object.keys(testServices(MODEL, ['redis'], undefined).services)).toEqual(['redis', 'limits'])
  expect(Object.keys(testServices(MODEL, ['app'], undefined).services)).toEqual([
    ...['app', 'db', 'redis', 'limits'],
  ])
})

test('nothing is shared with a deployment, and what tests need is kept', () => {
  const model = testServices(MODEL, ['db'], '/repository/.env.production.example')
  expect(model).toEqual({
    services: {
      db: {
        ...{ image: 'postgres:15', env_file: [{ path: '/repository/.env.production.example' }] },
        ...{ ports: ['127.0.0.1:5432:5432'], environment: { POSTGRES_DB: '${POSTGRES_DB}' } },
        volumes: [{ type: 'volume', source: 'data', target: '/var/lib/postgresql/data' }],
        healthcheck: expect.anything(),
      },
    },
    volumes: { data: {}, backups: {} },
  })
})

test.each([
  ['postgres:13.10', 'pg_isready'],
  ['docker.io/postgis/postgis:16-3.4@sha256:1', 'pg_isready'],
  ['redis', 'redis-cli'],
  ['mariadb:11', 'mariadb-admin'],
  ['shop-postgres-backup:1', undefined],
  ['node:20', undefined],
])('a data store %s without a health check is ready when %s says so', (image, command) => {
  const { healthcheck } = testServices({ services: { a: { image } } }, ['a'], undefined).services.a ?? {}
  expect((healthcheck as { test?: string[] } | undefined)?.test?.[1]).toEqual(
    command === undefined ? undefined : expect.stringContaining(command),
  )
})

test('a health check of the compose file is kept', () => {
  const healthcheck = { disable: true }
  const model = { services: { a: { image: 'redis:7', healthcheck } } }
  expect(testServices(model, ['a'], undefined).services.a).toMatchObject({ healthcheck })
})

test('without a template a service has no env file', () => {
  expect(testServices(MODEL, ['db'], undefined).services.db).not.toHaveProperty('env_file')
})

test('an unknown service is refused', () => {
  expect(() => testServices(MODEL, ['db', 'pg'], undefined)).toThrow(
    'input "services" names pg, which the compose file does not define. Defined are db, redis, limits, app',
  )
})

describe('a folder of the machine', () => {
  const data = '/var/lib/postgresql/data'
  test.each([
    ['with data in the repository', { source: './data/postgres', target: data }, true],
    ['with data on the machine', { source: '/srv/shop/pgdata', target: data }, true],
    ['that a variable names', { type: 'volume', source: '${DATA}/pg', target: data }, true],
    ['that the engine would create', { source: './uploads', target: '/uploads' }, true],
    ['next to the repository', { source: '../uploads', target: '/uploads' }, true],
    ['that the repository has', { source: './init.sql', target: '/docker-entrypoint-initdb.d/1.sql' }, false],
    ['above the compose file', { source: '../db/init', target: '/docker-entrypoint-initdb.d' }, false],
    ['that is only read', { source: '/srv/fixtures', target: '/data', read_only: true }, false],
    ['with a single file', { source: '/etc/localtime', target: '/etc/localtime' }, false],
    ['with a socket', { source: '/var/run/docker.sock', target: '/var/run/docker.sock' }, false],
    ['as a variable, with configuration', { source: '${CONF}/a', target: '/etc/a' }, false],
  ])('%s', (_what, given, isReplaced) => {
    const mount = { type: 'bind', ...given }
    const { volumes } =
      testServices({ services: { a: { volumes: [mount] } } }, ['a'], undefined).services.a ?? {}
    expect(volumes).toEqual([isReplaced ? { type: 'volume', target: mount.target } : mount])
  })
})
