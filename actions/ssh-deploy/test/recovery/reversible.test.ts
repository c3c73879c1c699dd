import { expect, test } from '@jest/globals'
import { recordingRemote } from '@tsh/testing'
import {
  reportOutlook,
  requireMarkedMigrations,
  requireReadableRevision,
} from '../../src/recovery/reversible.ts'
import { deployInputs } from '../deploy-inputs.ts'

const facts = { version: 'v2', sha: 'b', services: [], images: [], run: '', actor: '', migrates: true }
const previous = { version: 'v1', sha: 'a', slot: 'blue' }
const plan = { id: 'r', slot: 'green', facts: { ...facts, slot: 'green', previous } }

/** A server whose git knows a new migration, which is marked or not. */
const server = (marked: boolean) =>
  recordingRemote(line => {
    if (line.includes(' diff ')) return { stdout: 'm/2.py\0' }
    if (line.includes('rollback: compatible'))
      return marked ? { stdout: `${inputs.sha}:m/2.py\0` } : { code: 1 }
    return { stdout: `${inputs.sha}:m/2.py\0revision = "2"\n` }
  })
const inputs = deployInputs({ version: 'v2', requireReversible: true })

test('a new migration that is not marked is refused before it runs', async () => {
  await expect(requireMarkedMigrations(inputs, server(false), plan)).rejects.toThrow(
    'v2 could not be rolled back automatically: m/2.py is not marked "# rollback: compatible", and "require-reversible" is set. Nothing was migrated. Make v1 work with',
  )
})

test.each([
  ['it is marked', server(true), inputs, plan],
  ['it is not required', server(false), { ...inputs, requireReversible: false }, plan],
  ['no migrations run', server(false), { ...inputs, migrateCommand: '' }, plan],
  ['nothing was live before', server(false), inputs, { facts }],
])('it is not refused when %s', async (_why, remote, given, plan) => {
  await requireMarkedMigrations(given, remote, plan)
})

test('a first release has nothing to roll back to', async () => {
  const first = { plan: { id: 'r', slot: undefined, facts }, releases: [], schema: {} }
  expect(await reportOutlook(inputs, server(false), first)).toBe('nothing was live before')
  const again = {
    ...first,
    plan: { ...first.plan, facts: { ...facts, previous: { version: 'v2', sha: 'a' } } },
  }
  expect(await reportOutlook(inputs, server(false), again)).toBe('v2 was live before as well')
})

const known = { schema: { revision: '2', heads: '2', applied: [] } }
const unknown = { problem: '"alembic current" failed with exit code 137: it was killed' }

test('a release is not started when its revision can be read before the migrations and not after', () => {
  expect(() => requireReadableRevision(inputs, plan, { before: known, after: unknown })).toThrow(
    /before the migrations of v2, but not after them \("alembic current" failed .*\), so v2 was not started/,
  )
})

test.each([
  ['it can be read', known, known, plan],
  ['it could not be read before either', unknown, unknown, plan],
  ['nothing was live before', known, unknown, { facts }],
])('a release is started when %s', (_why, before, after, plan) => {
  requireReadableRevision(inputs, plan, { before, after })
})
