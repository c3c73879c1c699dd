import { describe, expect, test } from '@jest/globals'
import { bakeFile, plannedImages, type Target } from '../src/bake-file.ts'
import { digestsOf } from '../src/metadata.ts'

const compose = `
x-app: &app
  image: erp:\${VERSION}
  build: { context: ., args: { A: b } }
  env_file: .env.production
services:
  db: { image: 'postgres:15', environment: { P: '\${POSTGRES_PASSWORD:?needed}' } }
  app_blue: { <<: *app, ports: ['8001:8000'] }
  app_green: { <<: *app, profiles: [green] }
`

test('keeps only what bake needs', () => {
  const build = { context: '.', args: { A: 'b' } }
  const app = { build, image: 'erp:${VERSION}' }
  expect(JSON.parse(bakeFile(compose, 'c.yml'))).toEqual({ services: { app_blue: app, app_green: app } })
})

test('refuses a file without a build, and a build without an image name', () => {
  expect(() => bakeFile('services: { db: { image: x } }', 'c.yml')).toThrow(
    'c.yml has no service with "build"',
  )
  expect(() => bakeFile('services: { app: { build: . } }', 'c.yml')).toThrow('"build" but no "image"')
})

test('refuses a service that docker would parse as an option', () => {
  const text = 'services: { --allow: { image: "a:${VERSION}", build: . }, -x: { image: nginx } }'
  expect(() => bakeFile(text, 'c.yml')).toThrow(
    'service "--allow" begins with "-", like an option of docker buildx bake. Rename it in c.yml',
  )
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
