import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { actionDefaults, withInputs } from '@tsh/testing'
import { versionInputs } from '../src/inputs.ts'

const sha = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'
const read = (inputs: Record<string, string>, settings: Record<string, string> = {}) =>
  withInputs(
    { ...actionDefaults('determine-version'), environment: 'production', 'github-token': 't', ...inputs },
    () => {
      Object.assign(process.env, { GITHUB_REF: 'refs/heads/main', GITHUB_SHA: sha })
      return versionInputs(settings)
    },
  )

test('a new version only needs an environment', () => {
  expect(read({ environment: 'qa-2' })).toMatchObject({
    ...{ environment: 'qa-2', existing: undefined, skipped: undefined, branches: undefined },
    ...{ settings: '.github/deploy.yml', sha, ref: 'refs/heads/main' },
  })
})

test.each([
  ['staging', 'staging-1a2b3c4'],
  ['production', 'production-v2026.01.31-1a2b3c4'],
  ['eu-west', 'eu-west-v2026.01.31-1a2b3c4'],
])('an existing version of %s is %s', (environment, version) => {
  expect(read({ environment, version }).existing).toEqual({ version, commit: '1a2b3c4' })
})

test('branches come from the settings, one per line', () => {
  expect(read({}, { branches: 'main\nrelease/1.x' }).branches).toEqual(['main', 'release/1.x'])
})

describe('the facts', () => {
  test('come from the settings', () => {
    const settings = { 'python-version': '3.11', 'node-version': '24', service: 'app_{slot}' }
    expect(read({}, settings).facts).toEqual({
      ...{ 'python-version': '3.11', 'node-version': '24', 'has-database': true, 'has-slots': true },
    })
    expect(read({}, { service: 'app', 'database-source': 'none' }).facts).toMatchObject({
      ...{ 'has-database': false, 'has-slots': false },
    })
    expect(read({}, { service: 'web_{slot}\napi_{slot}', 'database-source': 'host' }).facts).toMatchObject({
      ...{ 'has-database': true, 'has-slots': true },
    })
  })

  test('have defaults without settings', () => {
    expect(read({}).facts).toEqual({
      ...{ 'python-version': '', 'node-version': '', 'has-database': true, 'has-slots': false },
    })
  })
})

test.each([{ 'check-only': 'true' }, { 'require-settings': 'true' }])(
  '%j requires a settings file',
  inputs => {
    expect(read(inputs, { server: 'root@erp.example' })).toMatchObject({
      ...{ checkOnly: 'check-only' in inputs, allowAnyBranch: false },
    })
    expect(() => read({ ...inputs, settings: 'deploy//shop.yml' })).toThrow(
      `there is no deploy/shop.yml in commit ${sha}, so "production" is not defined. Create it`,
    )
  },
)

test('skipping requires a reason', () => {
  const inputs = { 'skip-tests': 'true', 'skip-migrations': 'true', 'skip-reason': 'an outage' }
  expect(read(inputs).skipped).toEqual({ parts: ['tests', 'migrations'], reason: 'an outage' })
  expect(read({ 'skip-reason': 'an outage' }).skipped).toBeUndefined()
})

describe('refuses', () => {
  const cases: [string, Record<string, string>, RegExp][] = [
    [
      'an environment with upper case',
      { environment: 'Prod' },
      /not the name of an environment .*, got "Prod"/,
    ],
    ['an environment with shell text', { environment: 'a$(id)' }, /got "a\$\(id\)"/],
    ['an environment that is a path', { environment: '../prod' }, /got "\.\.\/prod"/],
    ['a long environment', { environment: 'e'.repeat(64) }, /not the name of an environment/],
    ['no environment', { environment: '' }, /"environment" is required/],
    [
      'a staging version',
      { version: 'staging-1a2b3c4' },
      /not a production version such as production-v2026/,
    ],
    ['a version of another environment', { version: 'qa-v2026.01.31-1a2b3c4' }, /not a production version/],
    [
      'a version with shell text',
      { environment: 'staging', version: 'staging-$(id)' },
      /such as staging-1a2b3c4, got "staging-\$\(id\)"/,
    ],
    [
      'a version without a day',
      { environment: 'qa', version: 'qa-1a2b3c4' },
      /not a qa version such as qa-v2026\.01\.31-1a2b3c4/,
    ],
    [
      'skipping without a reason',
      { 'skip-tests': 'true', 'skip-backup': 'true', 'skip-reason': '  ' },
      /^skip-tests, skip-backup without a reason\. Set the input "skip-reason"$/,
    ],
    ['an invalid flag', { 'skip-migrations': 'yes' }, /"skip-migrations" must be true or false, got "yes"/],
  ]
  test.each(cases)('%s', (_name, inputs, message) => {
    expect(() => read(inputs)).toThrow(UserError)
    expect(() => read(inputs)).toThrow(message)
  })

  test('a service with slots if it is to be replaced in place', () => {
    const inPlace = { 'require-in-place': 'true' }
    expect(() => read(inPlace, { service: 'web_{slot}\napi_{slot}' })).toThrow(
      '"service" of production has {slot}, but this workflow does not switch traffic between slots, got "web_{slot}, api_{slot}". Use deploy-production.yml',
    )
    expect(read(inPlace, { service: 'web' }).facts).toMatchObject({ 'has-slots': false })
    expect(read(inPlace).environment).toBe('production')
  })

  test('all problems at once', () => {
    const wrong = { environment: 'Prod', version: 'x', 'skip-tests': 'true', 'require-in-place': '1' }
    const problems = [/"environment" is not/, /"require-in-place" must be/, /skip-tests without/, /"x"/]
    for (const problem of problems) expect(() => read(wrong)).toThrow(problem)
  })
})
