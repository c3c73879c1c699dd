import { describe, expect, test } from '@jest/globals'
import { readServices } from '../src/compose-file.ts'

test('aliases are unlimited, and merge as in compose', () => {
  const jobs = Array.from({ length: 300 }, (_, at) => `  job${at}: { <<: *job, logging: *log }`).join('\n')
  const services = readServices(
    `x-log: &log { driver: local }\nx-job: &job { image: x }\nservices:\n${jobs}\n`,
    'c.yml',
  )
  expect(Object.keys(services)).toHaveLength(300)
  expect(services.job299).toEqual({ image: 'x', logging: { driver: 'local' } })
})

test.each([6, 7, 30])('a small file whose aliases expand to much more is refused, %d deep', depth => {
  const lists = Array.from({ length: depth }, (_, at) => {
    const items = Array(10).fill(at === 0 ? 'q' : `*a${at - 1}`)
    return `x-${at}: &a${at} [${items.join(',')}]`
  })
  const app = `{ image: 'a:v1', build: { context: ., labels: *a${depth - 1} } }`
  expect(() => readServices(`${lists.join('\n')}\nservices: { app: ${app} }\n`, 'c.yml')).toThrow(
    /^c\.yml: its expanded aliases exceed 1 MiB\. Use fewer nested aliases$/,
  )
})

test('tags of compose are accepted', () => {
  expect(readServices('services: { app: { image: x, ports: !reset [] } }', 'c.yml')).toMatchObject({
    app: { image: 'x' },
  })
})

test.each(['', 'services:\n', '# nothing\n', 'name: x\n'])('a file without services has none: %j', text =>
  expect(readServices(text, 'c.yml')).toEqual({}),
)

test('an empty service is an empty mapping', () => {
  expect(readServices('services:\n  app:\n', 'c.yml')).toEqual({ app: {} })
})

describe('a file is refused with the position of', () => {
  test.each<[string, string, string]>([
    [
      'a duplicate key',
      'services:\n  a: { image: x }\n  a: { image: y }\n',
      'c.yml, line 3, column 3: not valid YAML. Map keys must be unique',
    ],
    [
      'wrong indentation',
      'services:\n  a:\n    image: x\n   build: .\n',
      'c.yml, line 4, column 1: not valid YAML. ',
    ],
    ['a tab', 'services:\n\ta: {}\n', 'c.yml, line 2, column 1: not valid YAML. '],
    ['an open quote', 'services: { a: { image: "x } }\n', 'c.yml, line 2, column 1: not valid YAML. '],
    [
      'an alias without an anchor',
      'services:\n  a:\n    image: *name\n',
      'c.yml, line 3, column 12: not valid YAML. Unresolved alias',
    ],
    ['services that are a list', 'services: [a]', '"services" in c.yml must be a mapping, got ["a"]'],
    [
      'a service that is a string',
      'services: { a: nginx }',
      'service "a" in c.yml must be a mapping, got "nginx"',
    ],
    ['a top-level list', '- a', 'c.yml must be a mapping, got ["a"]'],
  ])('%s', (_name, text, message) => {
    expect(() => readServices(text, 'c.yml')).toThrow(message)
  })
})
