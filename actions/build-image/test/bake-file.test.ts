import { describe, expect, test } from '@jest/globals'
import { bakeFile, buildServices, plannedImages, type Target } from '../src/bake-file.ts'
import { digestsOf } from '../src/metadata.ts'

const NONE = { buildArgs: new Map<string, string>(), profiles: undefined }
const app = { build: { context: '.', args: { A: 'b' } }, image: 'erp:${VERSION}' }
const db = { image: 'postgres:15', environment: { P: '${POSTGRES_PASSWORD:?needed}' } }

test('keeps only what bake needs', () => {
  const services = { db, app_blue: { ...app, ports: ['8001:8000'] }, app_green: app }
  const buildable = buildServices({ services }, NONE, 'c.yml')
  expect(JSON.parse(bakeFile(buildable, {}))).toEqual({
    services: { app_blue: app, app_green: app },
    secrets: {},
  })
})

test('builds the services of the requested profiles, those without one, and those with traffic', () => {
  const of = (...profiles: string[]) => ({ ...app, profiles })
  const services = { app_blue: app, app_green: of('green'), mail: of('mail', 'all'), preview: of('dev') }
  const built = (names: string[]) =>
    Object.keys(
      buildServices(
        { services },
        { ...NONE, profiles: { names, services: ['app_blue', 'app_green'] } },
        'c.yml',
      ),
    )
  expect(built(['mail'])).toEqual(['app_blue', 'app_green', 'mail'])
  expect(built(['dev'])).toEqual(['app_blue', 'app_green', 'preview'])
  expect(() => built(['mial'])).toThrow('no service in c.yml has the profile "mial" of "compose-profiles"')
  expect(Object.keys(buildServices({ services }, NONE, 'c.yml'))).toEqual(Object.keys(services))
})

test('refuses files without a build, and a build without an image name', () => {
  const refused = (services: Record<string, object>): (() => unknown) => {
    return () => buildServices({ services }, NONE, 'a.yml, b.yml')
  }
  expect(refused({ db })).toThrow('a.yml, b.yml has no service with "build", so there is nothing to build')
  expect(refused({ app: { build: { context: '.' } } })).toThrow('"build" but no "image"')
})

test('refuses a service that docker would parse as an option', () => {
  const services = { '--allow': app, '-x': { image: 'nginx' } }
  expect(() => buildServices({ services }, NONE, 'c.yml')).toThrow(
    'service "--allow" begins with "-", like an option of docker buildx bake. Rename it in c.yml',
  )
})

test('build secrets are mounted by their target', () => {
  const build = { context: '.', secrets: ['npm', { source: 'pip', target: 'index' }] }
  const file = bakeFile({ app: { ...app, build } }, { npm: { environment: 'A' }, index: { file: '/b' } })
  expect(JSON.parse(file)).toMatchObject({
    services: { app: { build: { secrets: [{ source: 'npm' }, { source: 'index' }] } } },
    secrets: { npm: { environment: 'A' }, index: { file: '/b' } },
  })
})

describe('plannedImages', () => {
  test('builds an image once, however many services share it', () => {
    const targets = {
      app_blue: { tags: ['erp:v1'] },
      app_green: { tags: ['erp:v1'] },
      mail_out: { tags: ['mail:v1'] },
    }
    expect(plannedImages(targets, ['app_blue', 'app_green', 'mail.out'], 'v1')).toEqual([
      { target: 'app_blue', image: 'erp:v1', services: ['app_blue', 'app_green'] },
      { target: 'mail_out', image: 'mail:v1', services: ['mail.out'] },
    ])
  })

  test.each<[string, Record<string, Target>, string[], string]>([
    [
      'a tag that is not the version',
      { app: { tags: ['erp:latest'] } },
      ['app'],
      'is not tagged with the version',
    ],
    ['a service without a target', {}, ['constructor'], 'service "constructor" has "build" but no "image"'],
    [
      'an image that is built in two different ways',
      { a: { tags: ['erp:v1'], context: 'a' }, b: { tags: ['erp:v1'], context: 'b' } },
      ['a', 'b'],
      'services "a" and "b" build image "erp:v1" with different build settings',
    ],
    [
      'services with the same bake target',
      { a_b: { tags: ['erp:v1'] } },
      ['a.b', 'a_b'],
      'services "a.b" and "a_b" are the same target ("a_b")',
    ],
  ])('refuses %s', (_name, targets, services, message) => {
    expect(() => plannedImages(targets, services, 'v1')).toThrow(message)
  })
})

test('refuses to continue with a tag when no digest was reported', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  const id = `sha256:${'b'.repeat(64)}`
  const reported = (app: object): string => JSON.stringify({ app })
  expect(digestsOf(reported({ 'containerimage.digest': digest }), 'app')).toEqual({ digest })
  expect(
    digestsOf(reported({ 'containerimage.digest': digest, 'containerimage.config.digest': id }), 'app'),
  ).toEqual({ digest, id })
  expect(() => digestsOf('{}', 'app')).toThrow('no digest was reported')
  expect(() => digestsOf('{}', 'constructor')).toThrow('no digest was reported')
})
