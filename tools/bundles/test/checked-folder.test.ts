import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { checkedFolder } from '../src/checked-folder.ts'

let parent: string
let path: string
let made: number
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'checked-'))
  path = join(parent, 'entry')
  made = 0
})
afterEach(() => rmSync(parent, { recursive: true }))

const make = async (folder: string): Promise<void> => {
  made++
  mkdirSync(join(folder, 'deep'))
  writeFileSync(join(folder, 'index.js'), 'the bundle')
  writeFileSync(join(folder, 'deep', 'chunk.js'), 'a chunk')
}

test('is created once', async () => {
  expect(await checkedFolder(path, make)).toBe(path)
  await checkedFolder(path, make)
  expect(made).toBe(1)
  expect(readFileSync(join(path, 'deep/chunk.js'), 'utf8')).toBe('a chunk')
})

test.each<[string, () => void]>([
  ['one byte was flipped', () => writeFileSync(join(path, 'index.js'), 'the bundlE')],
  ['a file was lost', () => rmSync(join(path, 'deep/chunk.js'))],
  ['a file was added', () => writeFileSync(join(path, 'other.js'), '')],
  ['its list of hashes was changed', () => appendFileSync(join(path, '.sha256.json'), ' ')],
])('is created again if %s', async (_name, damage) => {
  await checkedFolder(path, make)
  damage()
  await checkedFolder(path, make)
  expect(made).toBe(2)
  expect(readFileSync(join(path, 'index.js'), 'utf8')).toBe('the bundle')
  expect(readdirSync(path).sort()).toEqual(['.sha256.json', 'deep', 'index.js'])
})

test('is complete if several processes create it concurrently', async () => {
  const paths = await Promise.all([1, 2, 3].map(() => checkedFolder(path, make)))
  expect(paths).toEqual([path, path, path])
  expect(readdirSync(parent)).toEqual(['entry'])
})

test('leaves nothing if it cannot be created', async () => {
  const failing = checkedFolder(path, async folder => {
    writeFileSync(join(folder, 'half'), '')
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(readdirSync(parent)).toEqual([])
})
