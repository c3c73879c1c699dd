import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { cachedBundle } from '../src/cache.ts'
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

test('a bundle is built once, and again if its cache entry has a wrong byte', async () => {
  const folder = await cachedBundle('test-gate')
  const file = join(folder, 'index.js')
  const built = readFileSync(file)
  // The build is reproducible.
  expect(readFileSync(join(DIST, 'test-gate/index.js')).equals(built)).toBe(true)
  const { ino } = statSync(file)
  expect(await cachedBundle('test-gate')).toBe(folder)
  expect(statSync(file).ino).toBe(ino)

  const wrong = Buffer.from(built)
  wrong.writeUInt8(wrong.readUInt8(1000) ^ 1, 1000)
  writeFileSync(file, wrong)
  await cachedBundle('test-gate')
  expect(readFileSync(file).equals(built)).toBe(true)
})
