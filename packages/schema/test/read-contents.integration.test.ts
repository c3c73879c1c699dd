import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Scene, startScene } from '@tsh/backup/test/restore/restore-scene'
import { type DatabaseContents, readContents } from '../src/read-contents.ts'

let scene: Scene
const startedAt = Date.now() / 1000
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene?.stop())

let databases = 0

async function contentsAfter(statements: string): Promise<DatabaseContents | undefined> {
  const database = `contents_${++databases}`
  await scene.sql(`CREATE DATABASE ${database}`)
  await scene.sql(statements, database)
  const reading = await readContents(scene.remote, [{ container: 'db', database }])
  return 'contents' in reading ? reading.contents[0] : undefined
}

test.each<[string, string, number]>([
  ['nothing', 'SELECT 1', 0],
  ['an extension with relations', 'CREATE EXTENSION pg_stat_statements', 0],
  ['an empty schema', 'CREATE SCHEMA tenant', 0],
  ['a table', 'CREATE TABLE orders (id int)', 1],
  ['a table with a sequence', 'CREATE TABLE orders (id serial)', 2],
  ['a table in another schema', 'CREATE SCHEMA tenant; CREATE TABLE tenant.orders (id int)', 1],
  ['a view', 'CREATE VIEW one AS SELECT 1', 1],
  ['a large object', 'SELECT lo_create(0)', 1],
])('%s', async (_what, statements, objects) => {
  expect(await contentsAfter(statements)).toMatchObject({ objects })
})

test('the time of initdb, by the clock of the server', async () => {
  const { createdAt = 0 } = (await contentsAfter('SELECT 1')) ?? {}
  expect(createdAt).toBeGreaterThan(1_577_836_800)
  expect(createdAt).toBeLessThan(Date.now() / 1000 + 1)
  expect(startedAt).toBeGreaterThan(createdAt - 3600)
})

test('a database that does not exist has no contents', async () => {
  expect(await readContents(scene.remote, [{ container: 'db', database: 'missing' }])).toEqual({
    contents: [],
  })
})

test('operators that the owner has created are not used', async () => {
  const evil = `CREATE FUNCTION public.evil(bigint, integer) RETURNS bigint LANGUAGE sql AS 'SELECT 9999999999';
    CREATE OPERATOR public.>> (LEFTARG = bigint, RIGHTARG = integer, FUNCTION = public.evil)`
  const { createdAt = 0 } = (await contentsAfter(evil)) ?? {}
  expect(createdAt).toBeLessThan(Date.now() / 1000 + 1)
})
