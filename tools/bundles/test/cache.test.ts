import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { keptFolder, MAX_ENTRIES } from '../src/cache.ts'

let cache: string
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'cache-'))
})
afterAll(() => rmSync(cache, { recursive: true }))

test('the least recently used folders are removed', async () => {
  let made = 0
  const keep = (name: number): Promise<string> => keptFolder(join(cache, `${name}`), async () => made++)
  const names = Array.from({ length: MAX_ENTRIES }, (_, name) => name)
  for (const name of names) {
    const folder = await keep(name)
    utimesSync(folder, name, name)
  }
  await keep(0)
  await keep(MAX_ENTRIES)
  expect(readdirSync(cache).map(Number).sort()).toEqual([0, ...names.slice(2), MAX_ENTRIES])
  expect(made).toBe(MAX_ENTRIES + 1)
})
