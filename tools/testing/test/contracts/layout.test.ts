import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { crossingImports, crowdedFolders, importCycles, importsOfTools } from '../../src/contracts/layout.ts'

const root = resolve(import.meta.dirname, '../../../..')
const tools = readdirSync(join(root, 'tools'))
const files = execFileSync('git', ['ls-files', 'actions', 'packages', 'tools', 'scripts'], {
  ...{ cwd: root, encoding: 'utf8' },
})
  .split('\n')
  .filter(file => /^(\w+\/[^/]+\/(src|test)|scripts)\/.*\.ts$/.test(file))
const shipped = files.filter(file => /^(actions|packages)\/[^/]+\/src\//.test(file))

test('no package imports a file of another by a path', () => {
  expect(crossingImports(root, files)).toEqual([])
})

test('what ships imports no tool', () => {
  expect(shipped.length).toBeGreaterThan(300)
  expect(importsOfTools(root, shipped, tools)).toEqual([])
})

test('what ships has no import cycle', () => {
  expect(importCycles(root, shipped)).toEqual([])
})

test('no folder is crowded', () => {
  expect(crowdedFolders(files)).toEqual([])
})

describe('the checks find', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'layout-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const written = (texts: Record<string, string>): string[] => {
    for (const [file, text] of Object.entries(texts)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    return Object.keys(texts)
  }

  test('a path into another package', () => {
    const all = written({
      'packages/a/src/one.ts': "import {\n  type Two,\n  two,\n} from '../../b/src/two.ts'\n",
      'packages/a/src/two.ts': "export { one } from './one.ts'\n",
    })
    expect(crossingImports(folder, all)).toEqual(['packages/a/src/one.ts imports packages/b/src/two.ts'])
  })

  test('a tool in what ships', () => {
    const all = written({ 'actions/a/src/main.ts': "const x = await import('@tsh/testing/full')\n" })
    expect(importsOfTools(folder, all, ['testing'])).toEqual(['actions/a/src/main.ts imports @tsh/testing'])
  })

  test('cycles of files and of packages, once each', () => {
    const all = written({
      'packages/a/src/one.ts': "import { two } from './two.ts'\nimport { b } from '@tsh/b'\n",
      'packages/a/src/two.ts': "import type { one } from './one.ts'\n",
      'packages/b/src/index.ts': "export * from '@tsh/a/one'\n",
    })
    expect(importCycles(folder, all)).toEqual([
      'packages/a/src/one.ts → packages/a/src/two.ts → packages/a/src/one.ts',
      'packages/a → packages/b → packages/a',
    ])
  })

  test('a crowded folder', () => {
    const all = Array.from({ length: 17 }, (_, index) => `packages/a/src/${index}.ts`)
    expect(crowdedFolders(all)).toEqual(['packages/a/src has 17 files'])
    expect(crowdedFolders(all.slice(1))).toEqual([])
  })
})
