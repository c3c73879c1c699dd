import { describe, expect, test } from '@jest/globals'
import type { ComposeModel } from '@tsh/deployment'
import { application, recordingRemote } from '@tsh/testing'
import { currentCommand } from '../../src/migrations/revision.ts'
import { openSchemaReader, schemaFacts } from '../../src/migrations/schema-reader.ts'

describe('the Alembic revision is queried', () => {
  test.each([
    ['alembic upgrade head', 'alembic current'],
    ['alembic -c database/alembic.ini upgrade head', 'alembic -c database/alembic.ini current'],
    [
      'cd database && PYTHONPATH=/app alembic upgrade heads',
      'cd database && PYTHONPATH=/app alembic current',
    ],
    ['python -m alembic upgrade head && python seed.py', 'python -m alembic current'],
    ['uv run --no-dev alembic upgrade head', 'uv run --no-dev alembic current'],
    [
      'export A=b; /venv/bin/alembic -x env=prod upgrade head',
      'export A=b; /venv/bin/alembic -x env=prod current',
    ],
  ])('by the command in "%s"', (command, current) => {
    expect(currentCommand(command)).toBe(current)
  })

  test.each([
    'python migrate.py',
    'python seed.py && alembic upgrade head',
    'TOKEN=$(new-token) alembic upgrade head',
    'sh -c "alembic upgrade head"',
    'alembic downgrade -1',
  ])('not if it would run more than that: %s', command => {
    expect(currentCommand(command)).toBeUndefined()
  })
})

const model: ComposeModel = {
  name: 'erp',
  services: { db: { image: 'postgres:15' }, app: { build: {}, image: 'erp:v2' } },
}
const external: ComposeModel = { name: 'erp', services: { app: model.services.app ?? {} } }

interface Server {
  /** What psql prints, or an error. */
  psql?: { stdout?: string; code?: number; stderr?: string }
  /** What a command in the new image prints, or an error. */
  image?: { stdout?: string; code?: number; stderr?: string }
}

function server({ psql = { code: 1, stderr: 'refused' }, image = {} }: Server) {
  return recordingRemote(line => {
    if (line.startsWith('docker ps')) return { stdout: 'erp-db-1\n' }
    if (line.includes('docker exec')) return psql
    return line.includes(' run --rm ') ? image : undefined
  })
}

/** The facts of a release whose schema is read twice. */
async function facts(
  scene: Server,
  { migrateCommand = 'alembic upgrade head', revisionCommand = '', from = model } = {},
) {
  const inputs = { application, version: 'v2', migrateCommand, revisionCommand }
  const reader = await openSchemaReader(inputs, server(scene), { model: from, service: 'app' })
  return schemaFacts(reader, await reader.read(), await reader.read())
}

test('a command of the user takes precedence', async () => {
  const scene = { psql: { stdout: '["Alembic", "1", 0]' }, image: { stdout: ' 41\n42\n' } }
  expect(await facts(scene, { revisionCommand: 'node revision.js' })).toMatchObject({
    ...{ revisionBefore: '41,42', revisionAfter: '41,42', schemaDatabases: undefined },
  })
})

test('uses all heads of "alembic current" if the database is elsewhere or cannot be read', async () => {
  const image = { stdout: 'bbb222 (head)\naaa111 (head)\n' }
  expect(await facts({ image }, { from: external })).toMatchObject({ revisionAfter: 'aaa111,bbb222' })
  expect(await facts({ image })).toMatchObject({ revisionAfter: 'aaa111,bbb222' })
})

test.each<[string, Server, Parameters<typeof facts>[1], string]>([
  ['psql is refused', {}, { migrateCommand: 'x' }, 'psql in container erp-db-1 failed: refused'],
  [
    'no table is known',
    { psql: { stdout: '' } },
    { migrateCommand: 'x' },
    'its database has no table of a known migration tool',
  ],
  [
    'there is no database',
    {},
    { migrateCommand: 'x', from: external },
    'the compose file has no PostgreSQL service',
  ],
  ['the command prints nothing', {}, { revisionCommand: 'x' }, 'the command printed no revision'],
  [
    'the command fails',
    { image: { code: 3, stderr: 'a\nno such file\n' } },
    { revisionCommand: 'x' },
    '"x" failed with exit code 3: no such file',
  ],
])('it is unknown when %s', async (_why, scene, more, problem) => {
  const known = await facts(scene, more)
  expect([known.revisionAfter, known.revisionProblem]).toEqual([undefined, problem])
})

test('a first migration starts from nothing', async () => {
  const rows = ['', '["Django"]\n["Django", "a.1", 1]']
  const remote = server({})
  const run = remote.run.bind(remote)
  remote.run = async (command, options) =>
    command.includes('exec') ? { code: 0, stdout: rows.shift() ?? '', stderr: '' } : run(command, options)
  const inputs = {
    application,
    version: 'v2',
    migrateCommand: 'python manage.py migrate',
    revisionCommand: '',
  }
  const reader = await openSchemaReader(inputs, remote, { model, service: 'app' })
  expect(schemaFacts(reader, await reader.read(), await reader.read())).toMatchObject({
    revisionBefore: 'none',
    revisionAfter: expect.stringMatching(/^Django a\.1 \(1 applied/),
    migrations: ['a.1'],
  })
})
