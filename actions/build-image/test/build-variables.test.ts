import { describe, expect, test } from '@jest/globals'
import { type BuildService, type BuildVariables, buildVariables } from '../src/build-variables.ts'

const GIVEN: Record<string, string> = { VERSION: 'v1', SET: 'one' }

const looked = (services: Record<string, BuildService>): BuildVariables =>
  buildVariables(services, 'compose.yml', variable => GIVEN[variable])

const web = (build: unknown): BuildVariables => looked({ web: { image: 'web:${VERSION:-latest}', build } })

const GIVE = 'Set DOMAIN as an environment variable of the step, or in a file .env next to compose.yml'

describe('what no one has chosen is a problem', () => {
  test.each<[string, unknown, string]>([
    [
      'an argument without value and default',
      { args: { A: '${DOMAIN}' } },
      'build argument A of service web reads DOMAIN, which is not given and has no default',
    ],
    [
      'a required argument',
      { args: { A: 'https://${DOMAIN:?set DOMAIN}/' } },
      'build argument A of service web reads DOMAIN, which is required and not given ("set DOMAIN")',
    ],
    [
      'an argument of a list',
      { args: ['B=$SET', 'A=$DOMAIN'] },
      'build argument A of service web reads DOMAIN, which is not given and has no default',
    ],
    [
      'an argument that takes its value from the environment',
      { args: ['SET', 'DOMAIN', 'HTTPS_PROXY'] },
      'build argument DOMAIN of service web reads DOMAIN, which is not given and has no default',
    ],
    [
      'the same as a mapping',
      { args: { SET: null, DOMAIN: null, no_proxy: null } },
      'build argument DOMAIN of service web reads DOMAIN, which is not given and has no default',
    ],
    ['a target', { target: '${DOMAIN}' }, '"build.target" of service web reads DOMAIN, which is not given'],
    ['a short context', './$DOMAIN', 'build of service web reads DOMAIN, which is not given'],
    [
      'a tag',
      { tags: ['web:$DOMAIN'], cache_from: ['web:$SET'] },
      '"build.tags" of service web reads DOMAIN, which is not given',
    ],
    [
      'a label',
      { labels: { host: '$DOMAIN' } },
      '"build.labels.host" of service web reads DOMAIN, which is not given',
    ],
  ])('%s', (_name, build, problem) => {
    const { problems, warnings } = web(build)
    expect([problems.length, ...warnings]).toEqual([1])
    expect(problems[0]?.slice(0, problem.length)).toBe(problem)
    expect(problems[0]?.endsWith(`. ${GIVE}, or write a default in compose.yml`)).toBe(true)
  })

  test('a "$" that starts no variable, whose text may be a password', () => {
    expect(web({ args: { A: 'pa$ word' } }).problems).toEqual([
      'build argument A of service web has a "$" that starts no variable. Write "$$" for a plain "$"',
    ])
  })

  test('an image name', () => {
    const { problems } = looked({ web: { image: '$DOMAIN/web:$VERSION', build: '.' } })
    expect(problems).toEqual([
      `image of service web reads DOMAIN, which is not given and has no default. ${GIVE}, or write a default in compose.yml`,
    ])
  })
})

test('a default that is built in is a warning, once for both slots', () => {
  const slot = {
    image: 'web:$VERSION',
    build: { context: '.', args: { A: '${DOMAIN:-${HOST:-localhost}}' } },
  }
  const { problems, warnings } = looked({ web_blue: slot, web_green: slot })
  expect(problems).toEqual([])
  expect(warnings).toEqual([
    'build argument A of services web_blue, web_green reads HOST, which is not given, so "localhost" is built in. Set HOST as an environment variable of the step, or in a file .env next to compose.yml',
    `build argument A of services web_blue, web_green reads DOMAIN, which is not given, so "localhost" is built in. ${GIVE}`,
  ])
})

test('what is given, escaped or no text at all is neither', () => {
  const build = { context: '.', args: { A: '${SET:-x}', B: '$$HOME', C: 1, D: true, E: '' }, network: 'host' }
  expect(web(build)).toEqual({ read: ['VERSION', 'SET'], problems: [], warnings: [] })
})
