import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Remote } from '@tsh/remote'
import { application, localRemote } from '@tsh/testing'
import { appendEvent, readJournal, releasesOf, rotateJournal } from '../../src/index.ts'

let path: string
let file: string
const remote = localRemote()
const own = () => ({ ...application, path })

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'journal-'))
  file = join(path, '.deploy', 'releases.jsonl')
  await mkdir(join(path, '.deploy'))
})
afterEach(() => rm(path, { recursive: true }))

interface Fate {
  version: string
  states: readonly string[]
  previous?: string
}

/** Lines as they are appended; the image names make each release large. */
const linesOf = ({ version, states, previous = 'v0' }: Fate): string =>
  ['started', ...states]
    .map(state => {
      const images = [{ image: `erp:${version}`, reference: `h/${'a'.repeat(900)}@sha256:${'b'.repeat(64)}` }]
      const started = {
        version,
        sha: 'a',
        previous: { version: previous, sha: 'b' },
        images,
        run: '',
        actor: 'ä',
      }
      return `\n${JSON.stringify({ at: '', release: `${version}.1.1`, state, ...(state === 'started' ? { facts: started } : {}) })}\n`
    })
    .join('')

const LIVE = ['prepared', 'switching', 'switched']
const fates = (count: number, name: string, states: readonly string[]): Fate[] =>
  Array.from({ length: count }, (_, at) => ({ version: `${name}${at}`, states }))

const write = (all: readonly Fate[], mode = 0o600): Promise<void> =>
  writeFile(file, all.map(linesOf).join(''), { mode })
const releases = async () => releasesOf(await readJournal(remote, own()))

test('a short journal is unchanged', async () => {
  await write(fates(1000, 'v', LIVE))
  const before = await stat(file)
  await rotateJournal(remote, own(), 'v999')
  expect(await stat(file)).toEqual(expect.objectContaining({ ino: before.ino, size: before.size }))
  await rm(file)
  await rotateJournal(remote, own(), undefined)
  expect(await readdir(join(path, '.deploy'))).toEqual([])
})

test('a long journal keeps the newest releases completely and does not grow', async () => {
  await write(fates(2500, 'v', LIVE), 0o640)
  const before = await releases()
  await rotateJournal(remote, own(), 'v2499')
  const { size, mode } = await stat(file)
  expect([size < 1.2 * 2 ** 20, mode & 0o777]).toEqual([true, 0o640])
  const after = await releases()
  expect(after.length).toBeGreaterThan(500)
  expect(before.slice(-after.length + 1)).toEqual(after.slice(1))
  await appendEvent(remote, own(), { release: 'next', state: 'started' })
  expect((await releases()).map(({ id }) => id).at(-1)).toBe('next')
  expect(await readdir(join(path, '.deploy'))).toEqual(['releases.jsonl'])
})

test('the live release and the one before it are kept, however many releases have failed or were rolled back since', async () => {
  const needed = [
    { version: 'before', states: LIVE },
    { version: 'live', states: LIVE, previous: 'before' },
  ]
  const bad = fates(1000, 'bad', [...LIVE, 'rolled-back'])
  await write([...fates(300, 'old', LIVE), ...needed, ...bad, ...fates(1500, 'failed', ['failed'])])
  const before = await releases()
  await rotateJournal(remote, own(), 'live')
  const after = await releases()
  for (const version of ['before', 'live', 'bad999', 'failed1499'])
    expect(after.filter(release => release.version === version)).toEqual(
      before.filter(release => release.version === version),
    )
  expect(after.filter(({ version }) => version.startsWith('old'))).toEqual([])
  expect(after.filter(({ wasLive }) => wasLive).length).toBeGreaterThanOrEqual(50)
})

test('a journal that is modified concurrently is unchanged, with a warning', async () => {
  await write(fates(2500, 'v', LIVE))
  const meddling: Remote = {
    ...remote,
    run: async (command, options) => {
      const output = await remote.run(command, options)
      if (command.includes('inspect the journal'))
        await appendEvent(remote, own(), { release: 'other', state: 'started' })
      return output
    },
  }
  await rotateJournal(meddling, own(), 'v2499')
  const text = await readFile(file, 'utf8')
  expect(text).toContain('"release":"v0.1.1"')
  expect(text).toContain('"release":"other"')
  expect(await readdir(join(path, '.deploy'))).toEqual(['releases.jsonl'])
})

test('a journal whose rotation is interrupted is unchanged', async () => {
  await write(fates(2500, 'v', LIVE))
  const before = await readFile(file, 'utf8')
  const cut: Remote = {
    ...remote,
    run: (command, options) =>
      remote.run(command, command.includes('rotate the journal') ? { ...options, input: '\n' } : options),
  }
  await rotateJournal(cut, own(), 'v2499')
  expect(await readFile(file, 'utf8')).toBe(before)
})
