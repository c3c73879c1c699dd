import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { WorkflowRun } from '@tsh/action'
import Ajv from 'ajv'
import { type Deployment, deploymentOf } from '../src/deployment.ts'
import type { Facts } from '../src/facts.ts'
import { DEPLOYED, job, RUN, SHA, VERSION, withJobs, withRelease } from './deployed.ts'

const file = resolve(import.meta.dirname, '../../../docs/deployment.schema.json')
const schema = JSON.parse(readFileSync(file, 'utf8')) as object
const validate = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(schema)

const RUN_42: WorkflowRun = {
  ...{ server: 'https://github.com', repository: 'tsh/tsh-erp', url: RUN, id: '42', attempt: '1' },
  ...{ actor: 'alice', sha: SHA, branch: 'main' },
}
const NOW = new Date('2026-11-30T18:05:00Z')
const of = (facts: Facts): Deployment => deploymentOf(facts, RUN_42, NOW)

/** Everything that a run can end with. */
const RUNS: [string, Facts][] = [
  ['a complete deployment', DEPLOYED],
  [
    'a deployment with everything skipped',
    {
      ...withRelease({
        withoutTests: 'x',
        withoutMigrations: 'x',
        withoutBackup: 'x',
        backupProof: undefined,
      }),
      jobs: { 'pre-deployment': job('skipped') },
    },
  ],
  ['a run that deployed nothing', { ...DEPLOYED, jobs: { deploy: job('skipped') }, journal: {} }],
  ['a staging deployment', { ...DEPLOYED, environment: 'staging', hasSlots: false }],
]

test.each(RUNS)('%s conforms to the published schema', (_name, facts) => {
  validate(JSON.parse(JSON.stringify(of(facts))))
  expect(validate.errors).toBeNull()
})

test('the schema refuses a proven item without evidence, and a skipped one without an actor', () => {
  for (const state of ['proven', 'skipped'])
    expect(validate({ ...of(DEPLOYED), items: [{ id: 'tests', state, text: 'x' }] })).toBe(false)
})

test('it has what later runs compare with', () => {
  expect(of(DEPLOYED)).toMatchObject({
    ...{ schema: 'tsh.deployment/1', repository: 'tsh/tsh-erp', environment: 'production', version: VERSION },
    ...{ commit: SHA, branch: 'main', run: { url: RUN, attempt: 1, actor: 'alice' } },
    ...{ at: '2026-11-30T18:05:00.000Z', outcome: 'deployed', verdict: 'complete', missing: [] },
    tests: { coverage: 81.4, tests: 120, failed: 0, skipped: 2 },
  })
  expect(of(withJobs({ 'pre-deployment': job('skipped') })).tests).toEqual({})
})

test.each<[string, Deployment['outcome'], Facts]>([
  ['passed the smoke tests', 'deployed', DEPLOYED],
  [
    'was rolled back',
    'rolled-back',
    withJobs({ 'smoke-tests': job('failure'), rollback: job('success', { outcome: 'rolled-back' }) }),
  ],
  ['failed the smoke tests', 'failed', withJobs({ 'smoke-tests': job('failure') })],
  ['was not deployed', 'failed', withJobs({ deploy: job('skipped'), 'smoke-tests': job('skipped') })],
])('a version that %s is %s', (_name, outcome, facts) => {
  expect(of(facts).outcome).toBe(outcome)
})

describe('evidence that is missing', () => {
  const facts = withRelease({ hostKey: undefined, health: [] })
  test.each<[Facts['mode'], Deployment['verdict']]>([
    ['off', 'incomplete'],
    ['warn', 'incomplete'],
    ['enforce', 'failed'],
  ])('under %s is %s, and named', (mode, verdict) => {
    expect(of({ ...facts, mode })).toMatchObject({ verdict, missing: ['host-key', 'health'] })
  })
})

/**
 * Readers of an earlier checklist depend on these. Never remove or change a line: a new major version of the schema is a
 * new file.
 */
const FIELDS = [
  'at',
  'branch',
  'commit',
  'environment',
  'items',
  'missing',
  'outcome',
  'repository',
  'run',
  'schema',
  'standard',
  'tests',
  'verdict',
  'version',
]

test('the schema still has and requires all fields of version 1', () => {
  const { required, properties } = schema as { required: string[]; properties: Record<string, object> }
  expect([...required].sort()).toEqual(expect.arrayContaining(FIELDS))
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(FIELDS))
  const { tests } = properties as Record<string, { properties: object }>
  expect(Object.keys(tests?.properties ?? {})).toEqual(
    expect.arrayContaining(['coverage', 'tests', 'failed', 'skipped', 'commands']),
  )
})
