import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { type S3Double, startS3Double } from '@tsh/testing'
import { removeStale } from '../../src/backup/retention/remove-stale.ts'
import { backupKeys } from '../../src/catalogue/keys.ts'
import { openBucket } from '../../src/store/s3-bucket.ts'
import { idAt } from './manifests.ts'

const DAY = 86_400_000
const keys = backupKeys({ prefix: 'erp', environment: 'production' }, 'shop')
let s3: S3Double
let printed: string[]
beforeEach(async () => {
  s3 = await startS3Double()
  printed = []
  jest.spyOn(process.stdout, 'write').mockImplementation(text => printed.push(String(text)) > 0)
})
afterEach(() => {
  jest.restoreAllMocks()
  return s3.close()
})

const WHOLE = ['dump.pgc', 'globals.sql', 'toc.txt', 'RESTORE.txt']

/** Puts objects of a backup that was written some days ago. */
function put(days: number, names: readonly string[], manifest = false): string {
  const modified = new Date(Date.now() - days * DAY)
  const id = idAt(modified.getTime())
  for (const name of names) s3.put(`${keys.folder(id)}${name}`, 'x', { modified })
  if (manifest) s3.put(keys.manifest(id), '{}', { modified })
  return id
}

const objectsOf = (id: string): string[] => [...s3.objects.keys()].filter(key => key.includes(id))

async function removed(): Promise<string> {
  const { bucket: name, region, endpoint, accessKeyId, secretAccessKey } = s3
  const access = { bucket: name, region, endpoint, accessKeyId, secretAccessKey }
  await removeStale(openBucket({ ...access, sessionToken: '', owner: '' }), keys)
  return printed.join('')
}

test('old parts of incomplete backups are removed', async () => {
  const [dump, side] = [put(3, ['dump.pgc']), put(4, ['globals.sql', 'RESTORE.txt'])]
  const [young, backup] = [put(1, ['dump.pgc']), put(5, WHOLE, true)]
  expect(await removed()).toContain('Removed stale data of earlier runs')
  expect([...objectsOf(dump), ...objectsOf(side)]).toEqual([])
  expect(objectsOf(young)).toHaveLength(1)
  expect(objectsOf(backup)).toHaveLength(5)
})

test.each(['dump.pgc', 'dump.pgc.age'])(
  'a backup whose manifest was deleted keeps its data, %s, and is reported',
  async dump => {
    const ids = [10, 20].map(days => put(days, [dump, ...WHOLE.slice(1)]))
    const left = put(3, ['dump.pgc'])
    const log = await removed()
    for (const id of ids) expect(objectsOf(id)).toHaveLength(4)
    expect(objectsOf(left)).toEqual([])
    expect(log).toContain(
      `::warning title=pg-backup::2 backups have no manifest, so they are not used: ${ids.sort().join(', ')}. Restore the deleted manifests below ${keys.catalogue}, or delete their folders below ${keys.data}`,
    )
  },
)
