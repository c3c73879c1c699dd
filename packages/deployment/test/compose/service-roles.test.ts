import { describe, expect, test } from '@jest/globals'
import { application } from '@tsh/testing'
import type { ComposeModel } from '../../src/compose/compose-model.ts'
import { inDependencyOrder, mayExit, otherServices } from '../../src/compose/service-roles.ts'

const { placement } = application
const after = (name: string, condition = 'service_completed_successfully') => ({
  depends_on: { [name]: { condition } },
})
const model: ComposeModel = {
  name: 'erp',
  services: {
    app_blue: { image: 'erp:v2', build: {}, ...after('migrations') },
    app_green: { image: 'erp:v2', build: {}, profiles: ['green'] },
    dashboard: { image: 'dashboard:v2', build: {} },
    worker: { image: 'erp:v2' },
    reports: { image: 'reports:v2' },
    migrations: { image: 'erp:v2', ...after('assets') },
    assets: { image: 'assets:v2', build: {} },
    vectors: {
      image: 'vectors:v2',
      build: {},
      volumes: [{ type: 'volume', target: '/var/lib/postgresql/data' }],
    },
    redis: { image: 'redis:7' },
    tools: { image: 'tools:v2', build: {}, profiles: ['tools'] },
  },
}

describe('the role of a service', () => {
  const roles = Object.fromEntries(otherServices(model, placement, []))

  test.each([
    ['is built', 'dashboard', 'in-place'],
    ['runs an image built by another service', 'worker', 'in-place'],
    ['has the version as its tag', 'reports', 'in-place'],
    ['another service waits for', 'migrations', 'one-shot'],
    ['a one-shot service waits for', 'assets', 'one-shot'],
    ['is built and has a volume for data', 'vectors', 'data-store'],
    ['is third-party', 'redis', 'third-party'],
  ])('that %s', (_what, service, role) => {
    expect(roles[service]).toBe(role)
  })

  test('is undefined for services that serve visitors and for inactive profiles', () => {
    expect(Object.keys(roles)).not.toContain('app_blue')
    expect(Object.keys(roles)).not.toContain('app_green')
    expect(Object.keys(roles)).not.toContain('tools')
    expect([...otherServices(model, placement, ['tools']).keys()]).toContain('tools')
  })

  test('is not derived from a shared tag such as latest', () => {
    const latest: ComposeModel = {
      name: 'erp',
      services: { app_blue: { image: 'erp:latest' }, mail: { image: 'mailhog:latest' } },
    }
    expect(otherServices(latest, placement, []).get('mail')).toBe('third-party')
  })

  test.each(['/var/lib/mysql', '/bitnami/postgresql', '/data/db', '/var/lib/postgresql/17/docker'])(
    'of a database is detected by %s',
    target => {
      const services = { db: { image: 'db:v2', build: {}, volumes: [{ target }] } }
      expect(otherServices({ name: 'erp', services }, placement, []).get('db')).toBe('data-store')
    },
  )
})

test('dependencies come first', () => {
  expect(inDependencyOrder(model, ['migrations', 'assets'])).toEqual(['assets', 'migrations'])
  const circle: ComposeModel = { name: 'c', services: { a: after('b'), b: after('a') } }
  expect(inDependencyOrder(circle, ['a', 'b']).sort()).toEqual(['a', 'b'])
})

test('a service may exit if its restart policy allows it', () => {
  expect([{ restart: 'no' }, { restart: 'on-failure:3' }].map(mayExit)).toEqual([true, true])
  expect([{}, { restart: 'always' }, { restart: 'unless-stopped' }].map(mayExit)).toEqual([
    false,
    false,
    false,
  ])
})
