import { describe, expect, test } from '@jest/globals'
import { escapedJson } from '@tsh/action'
import { formatBuiltServices } from '@tsh/deployment'
import type { Facts } from '../../src/facts.ts'
import { type Item, type ItemId, itemsOf } from '../../src/items/index.ts'
import { COMMANDS, DEPLOYED, JOBS, job, RELEASE, VERSION, withJobs, withRelease } from '../deployed.ts'

const itemOf = (facts: Facts, id: ItemId): Item => itemsOf(facts).find(item => item.id === id) as Item
const outputsOf = (name: string) => JOBS[name]?.outputs ?? {}

test.each<[ItemId, string]>([
  [
    'tests',
    'lint passed in 1.5 s; types passed in 1.5 s; unit passed in 1.5 s, 120 tests; 120 tests in all; coverage 81.4 %',
  ],
  ['images', 'app_green sha256:111111111111'],
  ['host-key', `accepted the pinned host key SHA256:${'A'.repeat(43)}`],
  ['branch', `main, commit ${'b'.repeat(40)}`],
  ['transfer', `erp:${VERSION} pulled by sha256:111111111111 (283 MB)`],
  ['env-file', '.env.production, ENVIRONMENT=production, mode 600, all of 40 keys'],
  ['migrations', '0041 → 0042'],
  ['health', 'app_green healthy after 4.2 s, mail running'],
  ['smoke-tests', 'GET /health: HTTP 200 in 12 ms'],
  ['notification', 'Telegram, message 17'],
  ['rollback', 'yes, to production-v2026.11.29-aaaaaaa'],
  ['backup', '20261130T175900Z-1a2b: 1234 bytes, 56 rows, level 2, 30 s old'],
  ['slots', 'blue → green in 320 ms, 0 of 40 probe requests lost'],
  ['automatic-rollback', 'armed, target production-v2026.11.29-aaaaaaa'],
  ['public-endpoint', 'https://erp.example: HTTP 200, the certificate is valid for 80 days'],
  ['tracking', `release ${VERSION}.42.1 is live in the journal, and deployment 4711 on GitHub`],
])('%s is proven by what the run shows', (id, text) => {
  expect(itemOf(DEPLOYED, id)).toMatchObject({ state: 'proven', text, evidence: expect.anything() })
})

test('the list of the test above is complete', () => {
  expect(itemsOf(DEPLOYED).map(({ state }) => state)).toEqual(Array(16).fill('proven'))
})

describe('proven in another way', () => {
  test.each<[ItemId, string, Facts]>([
    [
      'images',
      'existing version, 1 image',
      withJobs({ 'determine-version': job('success', { redeploy: 'true' }), build: job('skipped') }),
    ],
    [
      'transfer',
      `erp:${VERSION} loaded as sha256:222222222222; 1.40 MB of them were sent`,
      loaded(`sha256:${'2'.repeat(64)}`),
    ],
    ['migrations', 'unchanged at 0042', withRelease({ revisionBefore: '0042' })],
    [
      'smoke-tests',
      '1 checks passed',
      withJobs({ 'smoke-tests': job('success', { verdict: 'passed', passed: '1' }) }),
    ],
    [
      'rollback',
      'no, because migration 0042 is not marked',
      withRelease({ rollback: 'refused automatically, migration 0042 is not marked' }),
    ],
    [
      'rollback',
      'no, because nothing was live before',
      withRelease({ rollback: 'nothing was live before', previous: undefined }),
    ],
    [
      'automatic-rollback',
      'used, target production-v2026.11.29-aaaaaaa',
      withJobs({ rollback: job('success') }),
    ],
    [
      'public-endpoint',
      'http://erp.example: HTTP 200, no TLS',
      {
        ...withJobs({
          'smoke-tests': job('success', { ...outputsOf('smoke-tests'), 'certificate-days': '' }),
        }),
        url: 'http://erp.example',
      },
    ],
  ])('%s: %s', (id, text, facts) => {
    expect(itemOf(facts, id)).toMatchObject({ state: 'proven', text })
  })
})

/** An application without a registry. */
function loaded(id: string): Facts {
  const images = formatBuiltServices(new Map([['app_green', { id: `sha256:${'1'.repeat(64)}` }]]))
  const facts = withRelease({
    images: [{ image: `erp:${VERSION}`, reference: '', id }],
    sentBytes: 1_400_000,
  })
  return { ...facts, jobs: { ...JOBS, build: job('success', { images }) } }
}

describe('skipped by a user', () => {
  test.each<[ItemId, Facts]>([
    [
      'tests',
      { ...withRelease({ withoutTests: 'outage' }), jobs: { ...JOBS, 'pre-deployment': job('skipped') } },
    ],
    ['migrations', withRelease({ withoutMigrations: 'outage' })],
    ['backup', withRelease({ withoutBackup: 'outage', backupProof: undefined })],
  ])('%s', (id, facts) => {
    expect(itemOf(facts, id)).toMatchObject({ state: 'skipped', text: 'outage', actor: 'alice' })
  })
})

describe('not applicable', () => {
  test.each<[ItemId, string, Facts]>([
    [
      'migrations',
      'the settings define no migrations',
      withRelease({ migrates: false, revisionAfter: undefined }),
    ],
    [
      'backup',
      'nothing had been live, and the database was empty',
      {
        ...withRelease({ backupProof: undefined }),
        jobs: { ...JOBS, 'pre-flight': job('success', { 'needs-backup': 'false' }) },
      },
    ],
    ['automatic-rollback', 'nothing was live before', withRelease({ previous: undefined })],
  ])('%s: %s', (id, text, facts) => {
    expect(itemOf(facts, id)).toMatchObject({ state: 'not-applicable', text })
  })

  test.each<ItemId>(['backup', 'slots', 'automatic-rollback', 'public-endpoint', 'tracking'])(
    '%s in staging, with and without evidence',
    id => {
      const expected = { state: 'not-applicable', text: 'not required in staging' }
      expect(itemOf({ ...DEPLOYED, environment: 'staging' }, id)).toMatchObject(expected)
      expect(itemOf({ ...DEPLOYED, environment: 'staging', journal: {} }, id)).toMatchObject(expected)
    },
  )
})

describe('what the standard requires and the application does not have', () => {
  const without: [ItemId, string, Facts][] = [
    ['migrations', 'the settings define no database', { ...DEPLOYED, hasDatabase: false }],
    [
      'backup',
      'the settings define no database',
      { ...withRelease({ backupProof: undefined }), hasDatabase: false },
    ],
    ['slots', 'the service has no slots', { ...DEPLOYED, hasSlots: false }],
    [
      'notification',
      'no chat is configured',
      { ...DEPLOYED, notification: { outcome: 'not-configured', messageId: '' } },
    ],
    ['public-endpoint', 'the settings define no public URL', { ...DEPLOYED, url: undefined }],
  ]
  test.each(without)('%s is not applicable under warn: %s', (id, text, facts) => {
    expect(itemOf({ ...facts, mode: 'warn' }, id)).toMatchObject({ state: 'not-applicable', text })
  })
  test.each(without)('%s is missing under enforce: %s', (id, text, facts) => {
    expect(itemOf(facts, id)).toMatchObject({
      state: 'missing',
      text: `${text}, but the standard requires it`,
    })
  })

  test('kinds of tests are only required under enforce', () => {
    const facts = withJobs({ 'pre-deployment': job('success', { results: escapedJson(COMMANDS.slice(2)) }) })
    expect(itemOf(facts, 'tests')).toMatchObject({
      state: 'missing',
      text: 'no command is of the kind lint or types. Set "kind" in "test.commands"',
    })
    expect(itemOf({ ...facts, mode: 'warn' }, 'tests')).toMatchObject({ state: 'proven' })
  })
})

describe('missing', () => {
  const env = (changes: object): Facts =>
    withRelease({ env: { ...(RELEASE.env as NonNullable<typeof RELEASE.env>), ...changes } })
  test.each<[ItemId, string, Facts]>([
    ['tests', 'the tests ended with the result unknown', { ...DEPLOYED, jobs: {} }],
    ['tests', 'the tests ended with the result failure', withJobs({ 'pre-deployment': job('failure') })],
    [
      'tests',
      'the tests did not run, and the journal has no reason',
      withJobs({ 'pre-deployment': job('skipped') }),
    ],
    ['tests', 'the test gate has reported no commands', withJobs({ 'pre-deployment': job('success') })],
    ['images', 'the build ended with the result failure', withJobs({ build: job('failure') })],
    ['images', 'the build has reported no images', withJobs({ build: job('success') })],
    ['host-key', 'the journal has no fingerprint of the host key', withRelease({ hostKey: undefined })],
    ['branch', 'the branch of the run is unknown', { ...DEPLOYED, branch: '' }],
    [
      'branch',
      `the journal has the commit ${'c'.repeat(40)}, not ${'b'.repeat(40)}`,
      withRelease({ sha: 'c'.repeat(40) }),
    ],
    [
      'transfer',
      'the release is started, and the journal has no images on the server',
      withRelease({ state: 'started', wasLive: false }),
    ],
    ['transfer', 'the journal has no images', withRelease({ images: [] })],
    [
      'transfer',
      'the image of app_green, sha256:111111111111, is not among those on the server',
      withRelease({ images: [{ image: 'erp', reference: `erp@sha256:${'9'.repeat(64)}` }] }),
    ],
    ['env-file', 'the journal has no facts about the env file', withRelease({ env: undefined })],
    [
      'env-file',
      '.env.production: ENVIRONMENT is not set. Set it to production',
      env({ environment: undefined }),
    ],
    [
      'env-file',
      '.env.production: ENVIRONMENT is another one than production',
      env({ environment: 'staging' }),
    ],
    ['env-file', '.env.production: its mode is 644. Set it with "chmod 600"', env({ mode: '644' })],
    ['env-file', '.env.production: its mode is unknown. Set it with "chmod 600"', env({ mode: '' })],
    [
      'env-file',
      '.env.production: it lacks keys of its example: A, B, C, D, E and 1 more',
      env({ missing: [...'ABCDEF'] }),
    ],
    [
      'migrations',
      'the schema revision after the migrations is unknown (no table)',
      withRelease({ revisionAfter: undefined, revisionProblem: 'no table' }),
    ],
    [
      'migrations',
      'the release is failed, and it is unknown whether it migrated',
      withRelease({ state: 'failed', wasLive: false }),
    ],
    ['health', 'the journal has no containers of the release', withRelease({ health: [] })],
    [
      'health',
      'mail is unhealthy',
      withRelease({
        health: [
          { service: 'app', state: 'healthy' },
          { service: 'mail', state: 'unhealthy' },
        ],
      }),
    ],
    [
      'smoke-tests',
      'the smoke tests ended with the result failure, verdict edge',
      withJobs({ 'smoke-tests': job('failure', { verdict: 'edge' }) }),
    ],
    [
      'smoke-tests',
      'the smoke tests ended with the result skipped, verdict none',
      withJobs({ 'smoke-tests': job('skipped') }),
    ],
    [
      'notification',
      'the message could not be sent; the log of the job has the reason',
      { ...DEPLOYED, notification: { outcome: 'failed', messageId: '' } },
    ],
    [
      'notification',
      'no message was reported',
      { ...DEPLOYED, notification: { outcome: '', messageId: '' } },
    ],
    [
      'rollback',
      'the journal does not say whether the release can be rolled back',
      withRelease({ rollback: undefined }),
    ],
    ['backup', 'the journal has no backup', withRelease({ backupProof: undefined })],
    ['slots', 'the journal has no switch of the traffic', withRelease({ traffic: undefined })],
    [
      'automatic-rollback',
      'the run has no job "rollback"',
      { ...DEPLOYED, jobs: { deploy: job('success') } },
    ],
    [
      'public-endpoint',
      'https://erp.example: the smoke tests ended with the result failure, verdict bad-release',
      withJobs({ 'smoke-tests': job('failure', { verdict: 'bad-release' }) }),
    ],
    [
      'public-endpoint',
      'https://erp.example: the smoke tests have reported no response',
      withJobs({ 'smoke-tests': job('success', { verdict: 'passed' }) }),
    ],
    [
      'public-endpoint',
      'https://erp.example: the certificate is unknown',
      withJobs({ 'smoke-tests': job('success', { ...outputsOf('smoke-tests'), 'certificate-days': '' }) }),
    ],
    ['tracking', 'the journal has no live release', { ...DEPLOYED, journal: { release: RELEASE } }],
    [
      'tracking',
      `the journal has old as the live version, not ${VERSION}`,
      { ...DEPLOYED, journal: { release: RELEASE, live: { version: 'old', sha: '' } } },
    ],
    [
      'tracking',
      `the journal has ${VERSION} as the live version, not ${VERSION}`,
      withRelease({ state: 'failed' }),
    ],
    [
      'tracking',
      `release ${RELEASE.id} is live in the journal, but not on GitHub: no permission`,
      { ...DEPLOYED, tracked: { problem: 'no permission' } },
    ],
  ])('%s: %s', (id, text, facts) => {
    expect(itemOf(facts, id)).toMatchObject({ state: 'missing', text })
  })

  test.each<ItemId>([
    ...(['host-key', 'branch', 'transfer', 'env-file', 'migrations', 'health'] as const),
    ...(['rollback', 'backup', 'slots', 'automatic-rollback'] as const),
  ])('%s without a release in the journal, with the reason', id => {
    expect(itemOf({ ...DEPLOYED, journal: {} }, id)).toMatchObject({
      state: 'missing',
      text: 'the journal on the server has no release of this run',
    })
    const journal = { problem: 'the journal could not be read: no route' }
    expect(itemOf({ ...DEPLOYED, journal }, id)).toMatchObject({ state: 'missing', text: journal.problem })
    expect(itemOf({ ...DEPLOYED, journal }, 'tracking')).toMatchObject({
      state: 'missing',
      text: journal.problem,
    })
  })

  test('transfer: an image that was loaded, but has no id on the server', () => {
    expect(itemOf(loaded(''), 'transfer')).toMatchObject({
      state: 'missing',
      text: `the id of erp:${VERSION} on the server is unknown`,
    })
  })
})
