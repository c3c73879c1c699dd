import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { application, localRemote } from '@tsh/testing'
import { writeOverride } from '../../src/compose/override.ts'
import { appendEvent, runJob, withLock } from '../../src/index.ts'

// Job logs, the journal and the files next to them are private to the deployment user, regardless of its umask.

let path: string
let umask: number
const remote = localRemote()
const own = () => ({ ...application, path })
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'modes-'))
  umask = process.umask(0)
})
afterEach(async () => {
  process.umask(umask)
  await rm(path, { recursive: true })
})

/** Files and folders in `.deploy`, including itself, that are accessible to others, with their modes. */
async function open(): Promise<string[]> {
  const entries = await readdir(path, { recursive: true })
  const found = await Promise.all(
    entries.map(async entry => ({ entry, mode: ((await stat(join(path, entry))).mode & 0o777).toString(8) })),
  )
  expect(found).not.toEqual([])
  return found
    .filter(({ mode }) => !mode.endsWith('00'))
    .map(({ entry, mode }) => `${entry} has mode ${mode}`)
}

test.each<[string, () => Promise<unknown>]>([
  ['the journal', () => appendEvent(remote, own(), { release: 'r', state: 'started' })],
  [
    'an override file',
    async () => {
      await mkdir(join(path, '.deploy'), { mode: 0o700 })
      const model = { name: 'erp', services: { web: {} } }
      await writeOverride(remote, own(), { services: ['web'], version: 'v1', slot: 'blue', model })
    },
  ],
  [
    'a job and its log',
    async () => {
      const seen: string[] = []
      const command = ['sh', '-c', 'umask; cat > /dev/null']
      const job = { name: 'migrations', command, deadline: 60, input: 'a secret' }
      await runJob(remote, own(), { ...job, onLine: line => seen.push(line) })
      // Files that a command creates in the checkout must be readable by containers.
      expect(seen).toEqual(['0000'])
    },
  ],
  ['the lock and its lease', () => withLock(remote, own(), 1, async () => expect(await open()).toEqual([]))],
])('only the user can read %s', async (_name, work) => {
  await work()
  expect(await open()).toEqual([])
})
