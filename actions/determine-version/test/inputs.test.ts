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

test('a new version only needs an environment', async () => {
  expect(await read({ environment: 'qa-2' })).toMatchObject({
    ...{ environment: 'qa-2', existing: undefined, skipped: undefined, branches: undefined },
    ...{ settings: '.github/deploy.yml', sha, ref: 'refs/heads/main' },
  })
})

test.each([
  ['staging', 'staging-1a2b3c4'],
  ['production', 'production-v2026.01.31-1a2b3c4'],
  ['eu-west', 'eu-west-v2026.01.31-1a2b3c4'],
])('an existing version of %s is %s', async (environment, version) => {
  expect((await read({ environment, version })).existing).toEqual({ version, commit: '1a2b3c4' })
})

test('branches come from the settings, one per line', async () => {
  expect((await read({}, { branches: 'main\nrelease/1.x' })).branches).toEqual(['main', 'release/1.x'])
})

describe('the facts', () => {
  test('come from the settings', async () => {
    const settings = { 'python-version': '3.11', 'node-version': '24', service: 'app_{slot}' }
    expect((await read({}, settings)).facts).toEqual({
      ...{ 'python-version': '3.11', 'node-version': '24', 'has-database': true, 'has-slots': true },
    })
    expect((await read({}, { service: 'app', 'database-source': 'none' })).facts).toMatchObject({
      ...{ 'has-database': false, 'has-slots': false },
    })
    expect(
      (await read({}, { service: 'web_{slot}\napi_{slot}', 'database-source': 'host' })).facts,
    ).toMatchObject({
      ...{ 'has-database': true, 'has-slots': true },
    })
  })

  test('have defaults without settings', async () => {
    expect((await read({})).facts).toEqual({
      ...{ 'python-version': '', 'node-version': '', 'has-database': true, 'has-slots': false },
    })
  })
})

test.each([{ 'check-only': 'true' }, { 'require-settings': 'true' }])(
  '%j requires a settings file',
  async inputs => {
    expect(await read(inputs, { server: 'root@erp.example' })).toMatchObject({
      ...{ checkOnly: 'check-only' in inputs, allowAnyBranch: false },
    })
    await expect(read({ ...inputs, settings: 'deploy//shop.yml' })).rejects.toThrow(
      `there is no deploy/shop.yml in commit ${sha}, so "production" is not defined. Create it`,
    )
  },
)

test('skipping requires a reason', async () => {
  const inputs = { 'skip-tests': 'true', 'skip-migrations': 'true', 'skip-reason': 'an outage' }
  expect((await read(inputs)).skipped).toEqual({ parts: ['tests', 'migrations'], reason: 'an outage' })
  expect((await read({ 'skip-reason': 'an outage' })).skipped).toBeUndefined()
})

describe('refuses', () => {
  const cases: [string, Record<string, string>, RegExp][] = [
    [
      'an environment with upper case',
      { environment: 'Prod' },
      /must be the name of an environment .*, got "Prod"/,
    ],
    ['an environment with shell text', { environment: 'a$(id)' }, /got "a\$\(id\)"/],
    ['an environment that is a path', { environment: '../prod' }, /got "\.\.\/prod"/],
    ['a long environment', { environment: 'e'.repeat(64) }, /must be the name of an environment/],
    ['no environment', { environment: '' }, /"environment" is required/],
    [
      'a staging version',
      { version: 'staging-1a2b3c4' },
      /must be a production version such as production-v2026/,
    ],
    [
      'a version of another environment',
      { version: 'qa-v2026.01.31-1a2b3c4' },
      /must be a production version/,
    ],
    [
      'a version with shell text',
      { environment: 'staging', version: 'staging-$(id)' },
      /such as staging-1a2b3c4, got "staging-\$\(id\)"/,
    ],
    [
      'a version without a day',
      { environment: 'qa', version: 'qa-1a2b3c4' },
      /must be a qa version such as qa-v2026\.01\.31-1a2b3c4/,
    ],
    [
      'skipping without a reason',
      { 'skip-tests': 'true', 'skip-backup': 'true', 'skip-reason': '  ' },
      /^skip-tests, skip-backup without a reason\. Set the input "skip-reason"$/,
    ],
    ['an invalid flag', { 'skip-migrations': 'yes' }, /"skip-migrations" must be true or false, got "yes"/],
  ]
  test.each(cases)('%s', async (_name, inputs, message) => {
    await expect(read(inputs)).rejects.toThrow(UserError)
    await expect(read(inputs)).rejects.toThrow(message)
  })

  test('a service with slots if it is to be replaced in place', async () => {
    const inPlace = { 'require-in-place': 'true' }
    await expect(read(inPlace, { service: 'web_{slot}\napi_{slot}' })).rejects.toThrow(
      '"service" of production has {slot}, but this workflow does not switch traffic between slots, got "web_{slot}, api_{slot}". Use deploy-production.yml',
    )
    expect((await read(inPlace, { service: 'web' })).facts).toMatchObject({ 'has-slots': false })
    expect((await read(inPlace)).environment).toBe('production')
  })

  test('all problems at once', async () => {
    const wrong = { environment: 'Prod', version: 'x', 'skip-tests': 'true', 'require-in-place': '1' }
    const problems = [/"environment" must be/, /"require-in-place" must be/, /skip-tests without/, /"x"/]
    for (const problem of problems) await expect(read(wrong)).rejects.toThrow(problem)
  })
})
