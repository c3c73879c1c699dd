import { describe, expect, test } from '@jest/globals'
import type { BuildService } from '../src/bake-file.ts'
import { type BuildVariables, buildVariables } from '../src/build-variables.ts'

const GIVEN: Record<string, string> = { VERSION: 'v1', SET: 'one' }

const looked = (services: Record<string, BuildService>): BuildVariables =>
  buildVariables(services, 'compose.yml', variable => GIVEN[variable])

const web = (build: BuildService['build']): BuildVariables =>
  looked({ web: { image: 'web:${VERSION:-latest}', build } })

const ADVICE =
  'Set DOMAIN in the setting "build-args", as an environment variable of the step, or in a file .env'

describe('a variable without a chosen value is a problem', () => {
  test.each<[string, BuildService['build'], string]>([
    [
      'an argument without value and default',
      { args: { A: '${DOMAIN}' } },
      'build argument A of service web reads DOMAIN, which is not set and has no default',
    ],
    [
      'a required argument',
      { args: { A: 'https://${DOMAIN:?set DOMAIN}/' } },
      'build argument A of service web reads DOMAIN, which is required but not set ("set DOMAIN")',
    ],
    [
      'an argument of a list',
      { args: ['B=$SET', 'A=$DOMAIN'] },
      'build argument A of service web reads DOMAIN, which is not set and has no default',
    ],
    [
      'an argument with its value from the environment',
      { args: ['SET', 'DOMAIN', 'HTTPS_PROXY'] },
      'build argument DOMAIN of service web reads DOMAIN, which is not set and has no default',
    ],
    [
      'the same as a mapping',
      { args: { SET: null, DOMAIN: null, no_proxy: null } },
      'build argument DOMAIN of service web reads DOMAIN, which is not set and has no default',
    ],
    ['a target', { target: '${DOMAIN}' }, '"build.target" of service web reads DOMAIN, which is not set'],
    ['a context', { context: './$DOMAIN' }, '"build.context" of service web reads DOMAIN, which is not set'],
    [
      'a tag',
      { tags: ['web:$DOMAIN'], cache_from: ['web:$SET'] },
      '"build.tags" of service web reads DOMAIN, which is not set',
    ],
    [
      'a label',
      { labels: { host: '$DOMAIN' } },
      '"build.labels.host" of service web reads DOMAIN, which is not set',
    ],
  ])('%s', (_name, build, problem) => {
    const { problems, warnings } = web(build)
    expect([problems.length, ...warnings]).toEqual([1])
    expect(problems[0]?.slice(0, problem.length)).toBe(problem)
    expect(problems[0]?.endsWith(`. ${ADVICE}, or add a default in compose.yml`)).toBe(true)
  })

  test('a "$" that does not start a variable, without printing the text, which may be a password', () => {
    expect(web({ args: { A: 'pa$ word' } }).problems).toEqual([
      'build argument A of service web has a "$" that does not start a variable. Write "$$" for a literal "$"',
    ])
  })

  test('an image name', () => {
    const { problems } = looked({ web: { image: '$DOMAIN/web:$VERSION', build: {} } })
    expect(problems).toEqual([
      `image of service web reads DOMAIN, which is not set and has no default. ${ADVICE}, or add a default in compose.yml`,
    ])
  })
})

test('a used default is a warning, once for both slots', () => {
  const slot = {
    image: 'web:$VERSION',
    build: { context: '.', args: { A: '${DOMAIN:-${HOST:-localhost}}' } },
  }
  const { problems, warnings } = looked({ web_blue: slot, web_green: slot })
  expect(problems).toEqual([])
  expect(warnings).toEqual([
    'build argument A of services web_blue, web_green reads HOST, which is not set, so the default "localhost" is used. Set HOST in the setting "build-args", as an environment variable of the step, or in a file .env',
    `build argument A of services web_blue, web_green reads DOMAIN, which is not set, so the default "localhost" is used. ${ADVICE}`,
  ])
})

test('set, escaped and non-string values are neither', () => {
  const build = { context: '.', args: { A: '${SET:-x}', B: '$$HOME', C: 1, D: true, E: '' }, network: 'host' }
  expect(web(build)).toEqual({ read: ['VERSION', 'SET'], problems: [], warnings: [] })
})
