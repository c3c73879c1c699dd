import { describe, expect, test } from '@jest/globals'
import { type BuiltServices, type ComposeModel, parseComposeModel, serviceImages } from '../../src/index.ts'

const hex = (letter: string): string => `sha256:${letter.repeat(64)}`
const release = { version: 'v2', registry: 'ghcr.io/tsh', composeFile: 'c.yml' }
const model: ComposeModel = {
  name: 'erp',
  services: {
    app_blue: { image: 'tsh-erp:v2', build: {} },
    app_green: { image: 'tsh-erp:v2', build: {}, profiles: ['green'] },
    follower: { image: 'tsh-erp:v2' },
    mail: { image: 'localhost:5000/mail:v2', build: { context: '.' } },
    db: { image: 'postgres:15' },
  },
}
const built = (digests: Record<string, string>): BuiltServices =>
  new Map(Object.entries(digests).map(([service, digest]) => [service, { digest }]))
const all = built({ app_blue: hex('a'), app_green: hex('a'), mail: hex('b') })

test('names come from the compose file, digests from the build', () => {
  expect(serviceImages(model, all, release)).toEqual({
    images: [
      { image: 'tsh-erp:v2', reference: `ghcr.io/tsh/tsh-erp@${hex('a')}` },
      { image: 'localhost:5000/mail:v2', reference: `ghcr.io/tsh/localhost:5000/mail@${hex('b')}` },
    ],
    problems: [],
  })
})

test('without a registry the images have their ids', () => {
  const saved: BuiltServices = new Map(
    ['app_blue', 'app_green', 'mail'].map(service => [service, { id: hex('c') }]),
  )
  const { images, problems } = serviceImages(model, saved, { ...release, registry: undefined })
  expect(problems).toEqual([])
  expect(images).toEqual([
    { image: 'tsh-erp:v2', reference: '', id: hex('c') },
    { image: 'localhost:5000/mail:v2', reference: '', id: hex('c') },
  ])
})

describe('rejects', () => {
  const problems = (digests: Record<string, string>, services: ComposeModel['services'] = model.services) =>
    serviceImages({ name: 'erp', services }, built(digests), release).problems
  const digests = { app_blue: hex('a'), app_green: hex('a'), mail: hex('b') }
  const { mail: _, ...withoutMail } = digests

  test.each<[string, Record<string, string>, string]>([
    [
      'a service that is not in the compose file',
      { ...digests, web: hex('a') },
      'input "images" contains service "web", which c.yml of the commit does not build. Pass the "images" output of a build',
    ],
    [
      'a service that is not built, such as the database',
      { ...digests, db: hex('a') },
      'input "images" contains service "db", which c.yml of the commit does not build.',
    ],
    [
      'names of object prototype properties',
      { ...digests, constructor: hex('a'), toString: hex('a') },
      'input "images" contains services "constructor", "toString", which',
    ],
    [
      'a build that lacks a service',
      withoutMail,
      'input "images" does not contain service "mail", which c.yml of the',
    ],
    [
      'different images under one name',
      { ...digests, app_green: hex('d') },
      'input "images" has different images for services "app_blue" and "app_green", which share tsh-erp:v2.',
    ],
  ])('%s', (_name, given, message) => {
    expect(problems(given)).toEqual([expect.stringContaining(message)])
  })

  test('a digest and an id under one name', () => {
    const mixed = new Map([...all, ['app_green', { id: hex('a') }] as const])
    expect(serviceImages(model, mixed, release).problems).toEqual([
      expect.stringContaining('different images for services "app_blue" and "app_green"'),
    ])
  })

  test('names that are invalid or not tagged with the version', () => {
    const services = {
      app_blue: { image: 'postgres:15', build: {} },
      app_green: { image: '--help:v2', build: {} },
      mail: { build: {} },
    }
    expect(problems(digests, services)).toEqual([
      expect.stringMatching(/^image "postgres:15" of service "app_blue" is not tagged with the version/),
      expect.stringMatching(/^image "--help:v2" of service "app_green" is not a valid name/),
      expect.stringMatching(/^service "mail" has "build" but no "image"/),
    ])
  })

  test('__proto__ like any other service, in the build and in the compose file', () => {
    const given = built(JSON.parse(`{"__proto__":"${hex('a')}"}`))
    expect(serviceImages({ name: 'x', services: {} }, given, release).problems).toEqual([
      expect.stringContaining('contains service "__proto__", which'),
    ])
    const own = parseComposeModel('{"services":{"__proto__":{"image":"p:v2","build":{}}}}')
    expect(serviceImages(own, given, release)).toEqual({
      images: [{ image: 'p:v2', reference: `ghcr.io/tsh/p@${hex('a')}` }],
      problems: [],
    })
    expect(serviceImages(own, new Map(), release).problems).toEqual([
      expect.stringContaining('does not contain service "__proto__"'),
    ])
  })

  test('listing only a few of many names', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`s${at}`, hex('a')]))
    const [problem = ''] = problems({ ...digests, ...many })
    expect(problem).toContain('services "s0", "s1", "s2", "s3", "s4" and 4995 more, which')
  })
})
