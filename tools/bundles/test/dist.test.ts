import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { writeRecord } from '../src/dist.ts'
import { distProblems, PROJECT } from '../src/index.ts'
import { assembleTree } from '../src/tree.ts'

const places = ['actions', 'packages', 'tools/bundles', '.github/workflows']
const files = ['LICENSE', 'pnpm-lock.yaml', 'tsconfig.json', 'tsconfig.base.json']
let copy: string
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'dist-'))
  const filter = (path: string): boolean => !/\/(node_modules|test)(\/|$)/.test(path.slice(PROJECT.length))
  for (const place of [...places, ...files])
    cpSync(join(PROJECT, place), join(copy, place), { recursive: true, filter })
  build()
})
afterAll(() => rmSync(copy, { recursive: true }))

/** Does what a build does, with bundles that are not what it would build. */
function build(): void {
  const bundles = join(copy, 'bundles')
  mkdirSync(join(bundles, 'lib'), { recursive: true })
  writeFileSync(join(bundles, 'lib/index.js'), '')
  assembleTree(join(copy, 'dist'), bundles)
  writeRecord(copy)
}

test('what was just built is up to date', () => {
  expect(distProblems(copy)).toEqual([])
})

test.each([
  [
    'the sources of an action',
    'actions/smoke-test/src/watch.ts',
    'dist is out of date: its sources have changed since it was built. A maintainer runs "npm run build" and commits dist separately; leave it out of other changes.',
  ],
  [
    'a bundle',
    'dist/lib/index.js',
    'dist has files that are not what was built. A maintainer runs "npm run build" and commits dist separately; leave it out of other changes.',
  ],
  [
    'a README',
    'actions/smoke-test/README.md',
    'dist/smoke-test/README.md is out of date. A maintainer runs "npm run build" and commits dist separately; leave it out of other changes.',
  ],
  [
    'a workflow',
    '.github/workflows/rollback.yml',
    'dist/.github/workflows/rollback.yml is out of date. A maintainer runs "npm run build" and commits dist separately; leave it out of other changes.',
  ],
])('a change of %s is found without building', (_name, file, problem) => {
  const path = join(copy, file)
  const text = readFileSync(path)
  appendFileSync(path, '\n')
  expect(distProblems(copy)).toEqual([problem])
  writeFileSync(path, text)
})

test('a dist that was never built is named with the command that builds it', () => {
  rmSync(join(copy, 'dist'), { recursive: true })
  expect(distProblems(copy)).toEqual([
    'dist has not been built. A maintainer runs "npm run build" and commits dist separately; leave it out of other changes.',
  ])
  build()
})
