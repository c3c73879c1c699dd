import { describe, expect, test } from '@jest/globals'
import { type BuiltServices, formatBuiltServices, parseBuiltServices } from '../../src/index.ts'

const hex = (letter: string): string => `sha256:${letter.repeat(64)}`
const entry = (text: string): string => `{"app":${text}}`

describe('the output of a build', () => {
  const built: BuiltServices = new Map([
    ['app_blue', { digest: hex('a'), id: hex('b') }],
    ['mail.worker-1', { id: hex('c') }],
    ['__proto__', { digest: hex('d') }],
    ['constructor', { id: hex('e') }],
  ])

  test('round-trips', () => {
    const text = formatBuiltServices(built)
    expect(parseBuiltServices(text)).toEqual({ built, problems: [] })
    expect(JSON.parse(text).app_blue).toEqual({ digest: hex('a'), id: hex('b') })
    expect(JSON.parse(text)['mail.worker-1']).toEqual({ digest: '', id: hex('c') })
  })

  test('contains no names, even when user, namespace, repository and service share one', () => {
    const name = 'tsh'
    const services = [name, `${name}_app`, `${name}-erp`, `${name}.mail`]
    const text = formatBuiltServices(new Map(services.map(service => [service, { digest: hex('a') }])))
    expect(text.toLowerCase()).not.toContain(name)
    for (const word of ['app', 'erp', 'mail']) expect(text).not.toContain(word)
    expect([...parseBuiltServices(text).built.keys()]).toEqual(services)
    expect(text).toMatch(/^[ -~]+$/)
  })

  test('is empty when nothing was built', () => {
    expect(parseBuiltServices(' ')).toEqual({ built: new Map(), problems: [] })
  })
})

describe('rejects', () => {
  test.each<[string, string, RegExp]>([
    ['invalid JSON', 'x', /^input "images" is not JSON, got "x"\. Pass the "images" output/],
    ['truncated JSON', '{"app":', /is not JSON/],
    ['a list', '[]', /is a list, the format of an earlier version of build-image/],
    ['null', 'null', /must be a JSON object, got "null"/],
    ['a string', '"app"', /must be a JSON object/],
    ['no service', '{}', /contains no services/],
    ['no digest', entry('{}'), /neither digest nor id for service "app"/],
    ['empty ones', entry('{"digest":"","id":""}'), /neither digest nor id/],
    ['null', entry('null'), /neither digest nor id/],
    ['a string for a service', entry(`"${hex('a')}"`), /neither digest nor id/],
    ['a list for a service', entry(`["${hex('a')}"]`), /neither digest nor id/],
    ['inherited fields', entry(`{"__proto__":{"digest":"${hex('a')}"}}`), /neither digest nor id/],
    ['a short digest', entry('{"digest":"sha256:0"}'), /"sha256:0" for service "app", which is not a digest/],
    ['a tag', entry('{"digest":"latest"}'), /"latest" for service "app".* deployed by digest only/],
    ['upper case', entry(`{"digest":"${hex('A')}"}`), /is not a digest/],
    ['another hash', entry(`{"digest":"sha512:${'a'.repeat(64)}"}`), /is not a digest/],
    ['more after the digest', entry(`{"digest":"${hex('a')}; id"}`), /is not a digest/],
    ['a line break after it', entry(`{"digest":"${hex('a')}\\n"}`), /is not a digest/],
    ['a number', entry('{"digest":7}'), /"7" for service "app"/],
    ['an object', entry(`{"digest":{"digest":"${hex('a')}"}}`), /is not a digest/],
    ['a wrong id next to a digest', entry(`{"digest":"${hex('a')}","id":"x"}`), /"x" for service "app"/],
    ['a path', `{"../app":{"id":"${hex('a')}"}}`, /"\.\.\/app", which is not a valid service name/],
    ['a command', `{"$(id)":{"id":"${hex('a')}"}}`, /which is not a valid service name/],
    ['an empty name', `{"":{"id":"${hex('a')}"}}`, /"", which is not a valid service name/],
    ['a name with a line break', `{"a\\nb":{"id":"${hex('a')}"}}`, /"a\\nb", which is not/],
  ])('%s', (_name, text, message) => {
    const { built, problems } = parseBuiltServices(text)
    expect(problems).toEqual([expect.stringMatching(message)])
    expect([...built.values()]).toEqual([])
  })

  test('a value larger than a job output can be, without parsing it', () => {
    const { problems } = parseBuiltServices(`{"app":"${'x'.repeat(2 ** 21)}"}`)
    expect(problems).toEqual([expect.stringMatching(/^input "images" has 2097162 characters, more than/)])
  })

  test('messages truncate large values and list only a few of many', () => {
    const services = Array.from({ length: 20_000 }, (_, at) => [`s${at}`, { digest: 'y'.repeat(20) }])
    const { built, problems } = parseBuiltServices(JSON.stringify(Object.fromEntries(services)))
    expect(built.size).toBe(0)
    expect(problems).toHaveLength(6)
    expect(problems.at(-1)).toBe('input "images" has 19995 more invalid services')
    const [problem = ''] = parseBuiltServices(JSON.stringify({ [`${'$'.repeat(99_999)}`]: {} })).problems
    expect(problem.length).toBeLessThan(300)
  })
})
