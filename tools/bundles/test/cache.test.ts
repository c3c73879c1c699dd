import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { cachedBundles } from '../src/cache.ts'
import { DIST } from '../src/index.ts'

let cache: string
const saved = process.env.XDG_CACHE_HOME
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'cache-'))
  process.env.XDG_CACHE_HOME = cache
})
afterAll(() => {
  if (saved === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = saved
  rmSync(cache, { recursive: true })
})

test('bundles are built once, to the same bytes wherever that is', async () => {
  const folder = await cachedBundles()
  const file = join(folder, 'lib/test-gate.js')
  expect(readFileSync(file).equals(readFileSync(join(DIST, 'lib/test-gate.js')))).toBe(true)
  const { ino } = statSync(file)
  expect(await cachedBundles()).toBe(folder)
  expect(statSync(file).ino).toBe(ino)
})
