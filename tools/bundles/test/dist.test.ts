import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { recordOf, writeRecord } from '../src/dist.ts'
import { distProblems, PROJECT } from '../src/index.ts'
import { actionNames } from '../src/project.ts'
import { COPIED, writeReleasedFiles } from '../src/tree.ts'

const paths = ['actions', 'packages', 'tools/bundles', '.github/workflows']
const files = ['LICENSE', 'pnpm-lock.yaml', 'tsconfig.json', 'tsconfig.base.json']
let copy: string
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'dist-'))
  const filter = (path: string): boolean => !/\/(node_modules|test)(\/|$)/.test(path.slice(PROJECT.length))
  for (const place of [...paths, ...files])
    cpSync(join(PROJECT, place), join(copy, place), { recursive: true, filter })
  build()
})
afterAll(() => rmSync(copy, { recursive: true }))

/** Simulates a build with fake bundles. */
function build(): void {
  for (const action of actionNames(copy)) {
    const folder = join(copy, 'dist', action)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'index.js'), '')
    for (const name of COPIED) cpSync(join(copy, 'actions', action, name), join(folder, name))
  }
  writeReleasedFiles(join(copy, 'dist'))
  writeRecord(Object.fromEntries(actionNames(copy).map(action => [action, recordOf(action, copy)])), copy)
}

test('a new build is up to date', () => {
  expect(distProblems(copy)).toEqual([])
})

test.each([
  [
    'the sources of an action',
    'actions/smoke-test/src/watch.ts',
    'dist/smoke-test is out of date: its sources have changed since it was built. Run "npm run build -- smoke-test" and commit dist.',
  ],
  [
    'a bundle',
    'dist/smoke-test/index.js',
    'dist/smoke-test differs from the built files. Run "npm run build -- smoke-test" and commit dist.',
  ],
  [
    'a README',
    'actions/smoke-test/README.md',
    'dist/smoke-test/README.md is out of date. Run "npm run build -- smoke-test" and commit dist.',
  ],
  [
    'a workflow',
    '.github/workflows/rollback.yml',
    'dist/.github/workflows/rollback.yml is out of date. Run "npm run build" and commit dist.',
  ],
])('a change of %s is detected without building', (_name, file, problem) => {
  const path = join(copy, file)
  const text = readFileSync(path)
  appendFileSync(path, '\n')
  expect(distProblems(copy)).toEqual([problem])
  writeFileSync(path, text)
})

test('a missing bundle is reported with the command that builds it', () => {
  const path = join(copy, 'dist/smoke-test/index.js')
  const text = readFileSync(path)
  rmSync(path)
  expect(distProblems(copy)).toEqual([
    'dist/smoke-test has no bundle. Run "npm run build -- smoke-test" and commit dist.',
  ])
  writeFileSync(path, text)
})
