import { expect, test } from '@jest/globals'
import { testServices } from '../../src/services/services-model.ts'

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
      },
    },
    volumes: { data: {}, backups: {} },
  })
})

test('without a template a service has no env file', () => {
  expect(testServices(MODEL, ['db'], undefined).services.db).not.toHaveProperty('env_file')
})

test('an unknown service is refused', () => {
  expect(() => testServices(MODEL, ['db', 'pg'], undefined)).toThrow(
    'input "services" names pg, which the compose file does not define. Defined are db, redis, limits, app',
  )
})
