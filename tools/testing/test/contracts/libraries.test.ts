import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { importersOf, neverShips } from '../../src/contracts/importers.ts'

const root = resolve(import.meta.dirname, '../../../..')

/** The libraries of the project, with all shipped packages that load them. */
const SHIPPED: Record<string, readonly string[]> = {
  '@actions/core': ['packages/action'],
  '@actions/exec': ['packages/shell'],
  '@actions/github': ['packages/github'],
  '@balena/dockerignore': ['packages/standard'],
  '@aws-sdk/client-s3': ['packages/backup'],
  'dockerfile-ast': ['packages/standard'],
  ignore: ['packages/standard'],
  'node-ssh': ['packages/remote'],
  saxes: ['actions/test-gate'],
  telegraf: ['actions/telegram-notify'],
  // Parsers of user files with line numbers, each for its own format.
  yaml: [
    'actions/build-image',
    'actions/smoke-test',
    'actions/test-gate',
    'packages/settings',
    'packages/standard',
  ],
}

test.each(Object.entries(SHIPPED))('%s is loaded by %j alone', (library, importers) => {
  const shipping = importersOf(root, library).filter(owner => !neverShips(owner))
  expect(shipping).toEqual(importers)
})

test('ncc and esbuild build the bundles, and jest runs the tests', () => {
  expect(importersOf(root, '@vercel/ncc')).toEqual(['tools/bundles'])
  expect(importersOf(root, 'esbuild')).toEqual(['tools/bundles'])
  expect(importersOf(root, 'jest')).toEqual(['scripts'])
})

/** Ignored by git. */
const IGNORED = /^(\.git|node_modules|\.rehearsal|.*\.log)$/

test('the top level of the repository only has files listed here', () => {
  expect(
    readdirSync(root)
      .filter(name => !IGNORED.test(name))
      .sort(),
  ).toEqual([
    ...['.ci', '.editorconfig', '.gitattributes', '.github', '.gitignore', '.node-version'],
    ...['ARCHITECTURE.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md'],
    ...['actions', 'biome.json', 'dist', 'docs', 'examples', 'jest.config.mjs'],
    ...['package.json', 'packages', 'patches', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'scripts'],
    ...['tools', 'tsconfig.base.json', 'tsconfig.json'],
  ])
})
