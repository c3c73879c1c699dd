import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { adopt } from '../src/adopt.ts'
import { repositoryOf, type Texts } from './inline-repository.ts'

const slots = (name: string): string =>
  ['blue', 'green']
    .map((slot, at) => `  ${name}_${slot}: { image: "a:\${VERSION}", build: ., ports: ["800${at}:80"] }\n`)
    .join('')
const compose = (services: string): string => `services:\n${services}`
const IN_PLACE = compose('  app: { image: "ghcr.io/tsh/a:${VERSION}", build: ., ports: ["1:1"] }\n')

const callers = (texts: Texts, branches = ['develop', 'main']) => {
  const { files } = adopt(repositoryOf(texts, { branches }))
  return Object.fromEntries(
    files
      .filter(({ path }) => path.endsWith('.yml'))
      .map(({ path, text }) => [path.replace('.github/workflows/', ''), parse(text)]),
  )
}

test('an environment in place without a database has no slot, no backup and no keys of a bucket', () => {
  const { jobs, on } = callers({ 'compose.yml': IN_PLACE })['production.yml']
  expect(Object.keys(on.workflow_dispatch.inputs)).toEqual([
    'version',
    'skip_tests',
    'skip_reason',
    'dry_run',
  ])
  expect(Object.keys(jobs.deploy.with)).toEqual(['version', 'skip-tests', 'skip-reason', 'dry-run'])
  expect(Object.keys(jobs.deploy.secrets)).toEqual([
    'PROD_SSH_KEY',
    'DOCKER_USERNAME',
    'DOCKER_TOKEN',
    'TELEGRAM_BOT_TOKEN',
    'TELEGRAM_CHAT_ID',
  ])
})

test('staging with slots is switched like production', () => {
  const { on, jobs } = callers({ 'compose.staging.yml': compose(slots('app')) })['staging.yml']
  expect(jobs.deploy.uses).toBe('tsh/actions/.github/workflows/deploy-production.yml@v1')
  expect(jobs.deploy.with.environment).toBe('staging')
  expect(jobs.deploy.secrets).toHaveProperty('STAGING_SSH_KEY')
  expect(on.push.branches).toEqual(['develop'])
})

test('staging without a branch only runs manually', () => {
  const texts = { 'compose.staging.yml': IN_PLACE }
  expect(callers(texts, ['main'])['staging.yml'].on).toEqual({ workflow_dispatch: null })
})

test('each of several applications has its own files', () => {
  const found = callers({
    'compose.shop.yml': IN_PLACE.replace('build: .', 'build: shop'),
    'compose.office.yml': IN_PLACE,
  })
  expect(Object.keys(found).sort()).toEqual([
    '.github/deploy.office.yml',
    '.github/deploy.shop.yml',
    'check-office.yml',
    'check-shop.yml',
    'office.yml',
    'setup-office.yml',
    'setup-shop.yml',
    'shop.yml',
  ])
  expect(found['shop.yml'].jobs.deploy.with.settings).toBe('.github/deploy.shop.yml')
  expect(found['shop.yml'].on.push.paths).toEqual(['shop/**', 'compose.shop.yml', '.github/deploy.shop.yml'])
  expect(found['setup-shop.yml'].jobs.setup.with.settings).toBe('.github/deploy.shop.yml')
})

describe('pushes and pull requests', () => {
  test('are checked without a secret', () => {
    const { on, jobs } = callers({ 'compose.yml': IN_PLACE })['check.yml']
    expect(on).toEqual({ push: null, pull_request: null })
    expect(jobs).toEqual({
      check: {
        permissions: { contents: 'read', actions: 'read' },
        uses: 'tsh/actions/.github/workflows/check.yml@v1',
      },
    })
  })

  test('are checked with the settings of the only environment and of the application', () => {
    expect(callers({ 'compose.staging.yml': IN_PLACE })['check.yml'].jobs.check.with).toEqual({
      environment: 'staging',
    })
    const several = callers({ 'compose.shop.yml': IN_PLACE, 'compose.office.yml': IN_PLACE })
    expect(several['check-shop.yml'].jobs.check.with).toEqual({ settings: '.github/deploy.shop.yml' })
  })

  test.each([
    ['tsh/actions', false],
    ['acme/workflows', true],
  ])('that call check.yml of %s get a caller: %s', (repository, isPlanned) => {
    const calling = `jobs:\n  all:\n    uses: ${repository}/.github/workflows/check.yml@v1\n`
    const found = callers({ 'compose.yml': IN_PLACE, '.github/workflows/ci.yml': calling })
    expect(Object.hasOwn(found, 'check.yml')).toBe(isPlanned)
  })
})

test('build secrets are passed to deployments, and images that need them are not built for pull requests', () => {
  const build = IN_PLACE.replace('build: .', 'build: { context: ., secrets: [token] }')
  const found = callers({ 'compose.yml': build })
  expect(found['production.yml'].jobs.deploy.secrets).toHaveProperty(
    'BUILD_SECRETS',
    '${{ secrets.BUILD_SECRETS }}',
  )
  expect(found['setup.yml'].jobs.setup.secrets).not.toHaveProperty('BUILD_SECRETS')
  expect(found['check.yml'].jobs.check.with).toEqual({ 'skip-build': true })
  expect(
    adopt(repositoryOf({ 'compose.yml': build }))
      .changes.map(({ why }) => why)
      .join(),
  ).not.toContain('build secrets')
})

test('an existing caller under another name is kept', () => {
  const existing = 'jobs:\n  release:\n    uses: tsh/actions/.github/workflows/deploy-production.yml@v1\n'
  const texts = { 'compose.yml': IN_PLACE, '.github/workflows/live.yml': existing }
  expect(Object.keys(callers(texts))).toEqual(['.github/deploy.yml', 'check.yml', 'setup.yml'])
  expect(adopt(repositoryOf(texts)).callers).toEqual(['.github/workflows/live.yml'])
})

describe('an existing caller of a deployment', () => {
  const PRODUCTION = 'uses: tsh/actions/.github/workflows/deploy-production.yml@v1'
  const plannedWith = (call: string): string[] =>
    Object.keys(
      callers({
        'compose.prod.yml': IN_PLACE,
        'compose.staging.yml': compose(slots('app')),
        '.github/workflows/live.yml': `jobs:\n  release:\n    ${call}\n`,
      }),
    )

  test.each([
    ['replaces that of its environment', PRODUCTION, ['staging.yml', 'setup.yml']],
    [
      'of another environment too',
      `${PRODUCTION}\n    with: { environment: staging }`,
      ['production.yml', 'setup.yml'],
    ],
    [
      'of any environment replaces all',
      `${PRODUCTION}\n    with: { environment: "\${{ inputs.to }}" }`,
      ['setup.yml'],
    ],
    [
      'with other settings replaces none',
      `${PRODUCTION}\n    with: { settings: .github/shop.yml }`,
      ['production.yml', 'setup.yml', 'staging.yml'],
    ],
    [
      'is none if it rolls back',
      'uses: tsh/actions/.github/workflows/rollback.yml@v1',
      ['production.yml', 'setup.yml', 'staging.yml'],
    ],
  ])('%s', (_name, call, planned) => {
    expect(plannedWith(call).sort()).toEqual(['.github/deploy.yml', 'check.yml', ...planned].sort())
  })
})

test('the tests next to an existing caller are those of the gate', () => {
  const call = 'uses: tsh/actions/.github/workflows/deploy-production.yml@v1'
  const jobs = `jobs:\n  test:\n    steps: [{ run: make test }]\n  release:\n    ${call}\n`
  const texts = { 'compose.yml': IN_PLACE, '.github/workflows/live.yml': jobs }
  expect(callers(texts)['.github/deploy.yml'].test.commands).toEqual({ unit: 'make test' })
})

test('an invalid compose file is refused', () => {
  expect(() =>
    adopt(repositoryOf({ 'compose.prod.yml': 'services: [\n', 'compose.yml': IN_PLACE })),
  ).not.toThrow()
  expect(() => adopt(repositoryOf({ 'compose.yml': 'services: [\n' }))).toThrow('shop has no compose file')
})
