import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { keepForPost, setOutputs } from '../../src/index.ts'

let folder: string
const saved = process.env
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'))
  const [output, state] = [join(folder, 'output'), join(folder, 'state')]
  process.env = { ...saved, GITHUB_OUTPUT: output, GITHUB_STATE: state }
  for (const file of [output, state]) writeFileSync(file, '')
})
afterEach(() => {
  process.env = saved
  rmSync(folder, { recursive: true })
})

/** The values that the runner reads from an output file, and its delimiters. */
function readBack(name: string): { values: Record<string, string>; delimiters: string[] } {
  const entries = [...readFileSync(join(folder, name), 'utf8').matchAll(/^(.*?)<<(.*)\n([\s\S]*?)\n\2\n/gm)]
  return {
    values: Object.fromEntries(entries.map(([, key, , value]) => [key, value])),
    delimiters: entries.map(([, , delimiter = '']) => delimiter),
  }
}

const DECLARED = { version: { description: '' }, image: { description: '' } }
const HOSTILE = 'v1\nghadelimiter_0\nslot<<x\nblue\nx\nEOF\n::set-output name=slot::blue'

test.each([
  ['output', () => setOutputs(DECLARED, { version: HOSTILE, image: HOSTILE })],
  ['state', () => ['version', 'image'].forEach(name => void keepForPost(name, HOSTILE))],
])('a multi-line value cannot forge another %s, because delimiters are unpredictable', (name, write) => {
  write()
  write()
  const { values, delimiters } = readBack(name)
  expect(values).toEqual({ version: HOSTILE, image: HOSTILE })
  expect(new Set(delimiters).size).toBe(4)
  for (const delimiter of delimiters)
    expect(delimiter).toMatch(/^ghadelimiter_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
})
