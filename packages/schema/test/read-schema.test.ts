import { expect, test } from '@jest/globals'
import { maskSecret } from '@tsh/action'
import { recordingRemote } from '@tsh/testing'
import { findDatabases, readSchema } from '../src/read-schema.ts'

const shop = { container: 'erp-db-1', database: 'shop' }

test('psql runs in the container of the database, with the credentials of the container', async () => {
  const remote = recordingRemote(() => ({ stdout: '["Alembic"]\n["Alembic", "0002", 0]\n' }))
  const places = [shop, { container: 'erp-db-1', database: '' }]
  expect(await readSchema(remote, places)).toEqual({
    schema: { revision: '0002', heads: '0002', applied: [] },
  })
  const [named = '', own = ''] = remote.commands
  expect(named).toMatch(/^docker exec -i -e TSH_DATABASE=shop -- erp-db-1 sh -c cd \/\n/)
  expect(own).toMatch(/^docker exec -i -- erp-db-1 sh -c /)
  // The first line is the password, which comes from the container.
  expect(remote.inputs[0]).toMatch(/^\nSELECT pg_catalog\.set_config\('search_path', '', false\)/)
})

test.each([
  [
    'psql is missing',
    { code: 127, stderr: 'sh: 20: exec: psql: not found\n' },
    /failed: sh: 20: exec: psql: not found$/,
  ],
  [
    'the login is refused',
    { code: 2, stderr: 'psql: error: FATAL:  password authentication failed' },
    /authentication/,
  ],
  ['psql prints nothing', { code: 137 }, /failed: exit code 137$/],
])('the reason is reported when %s', async (_why, output, problem) => {
  const reading = await readSchema(
    recordingRemote(() => output),
    [shop],
  )
  expect(reading).toEqual({ problem: expect.stringMatching(problem) })
})

test('the reason contains no part of a secret', async () => {
  maskSecret('hunter2-hunter2-hunter2')
  const stderr = `psql: error: ${'x'.repeat(180)} hunter2-hunter2-hunter2`
  const remote = recordingRemote(() => ({ code: 2, stderr }))
  expect(await readSchema(remote, [shop])).toEqual({ problem: expect.not.stringContaining('hunt') })
})

test('a database that does not exist yet has no migrations', async () => {
  const stderr = 'psql: error: connection to server failed: FATAL:  database "shop" does not exist\n'
  const remote = recordingRemote(() => ({ code: 2, stderr }))
  expect(await readSchema(remote, [shop])).toMatchObject({ schema: { revision: undefined } })
})

test('an invalid container name from a journal is rejected', async () => {
  const remote = recordingRemote()
  expect(await readSchema(remote, [{ container: '--privileged', database: '' }])).toMatchObject({
    problem: expect.stringContaining('is not a valid container name'),
  })
  expect(remote.commands).toEqual([])
})

test('containers are limited to the project', async () => {
  const remote = recordingRemote(line => ({ stdout: line.includes('service=db') ? 'erp-db-1\n' : '' }))
  const places = [{ service: 'db', database: 'shop' }]
  expect(await findDatabases(remote, 'erp', places)).toEqual({ databases: [shop] })
  expect(remote.commands[0]).toContain('label=com.docker.compose.project=erp')
  expect(await findDatabases(remote, 'erp', [{ service: 'other', database: '' }])).toEqual({
    problem: 'no container of service "other" is running',
  })
})
