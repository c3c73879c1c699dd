import { describe, expect, test } from '@jest/globals'
import { bakeFile, plannedImages } from '../src/bake-file.ts'
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

test('keeps what bake needs and nothing of the server', () => {
  const build = { context: '.', args: { A: 'b' } }
  const app = { build, image: 'erp:${VERSION}' }
  expect(JSON.parse(bakeFile(compose, 'c.yml'))).toEqual({ services: { app_blue: app, app_green: app } })
})

test('refuses a file without anything to build, and a build without a name', () => {
  expect(() => bakeFile('services: { db: { image: x } }', 'c.yml')).toThrow(
    'c.yml has no service with "build"',
  )
  expect(() => bakeFile('services: { app: { build: . } }', 'c.yml')).toThrow('"build" but no "image"')
})

test('refuses a service that docker would take for an option', () => {
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
      mail: { tags: ['mail:v1'] },
    }
    expect(plannedImages(targets, 'v1')).toEqual([
      { target: 'app_blue', image: 'erp:v1' },
      { target: 'mail', image: 'mail:v1' },
    ])
  })

  test('refuses an image whose tag is not the version', () => {
    expect(() => plannedImages({ app: { tags: ['erp:latest'] } }, 'v1')).toThrow('does not carry the version')
  })
})

test('refuses to go on with a tag when no digest was reported', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  expect(digestsOf(JSON.stringify({ app: { 'containerimage.digest': digest } }), ['app'])).toEqual({
    app: digest,
  })
  expect(() => digestsOf('{}', ['app'])).toThrow('no digest was reported')
})
