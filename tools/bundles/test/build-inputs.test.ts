import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildInputs, buildInputsHash } from '../src/build-inputs.ts'
import { PROJECT } from '../src/index.ts'

test('the inputs of the bundles are the sources of all actions, the packages that these depend on, and what builds them', () => {
  const inputs = buildInputs()
  for (const file of [
    'actions/telegram-notify/src/main.ts',
    'actions/telegram-notify/package.json',
    'packages/action/src/index.ts',
    'packages/fetch-shim/index.cjs',
    'tools/bundles/src/bundle.ts',
    'tsconfig.base.json',
  ])
    expect(inputs).toContain(file)
  expect(inputs.filter(file => /\/test\/|^tools\/(?!bundles\/)/.test(file))).toEqual([])
})

describe('the hash of the inputs', () => {
  let copy: string
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'inputs-'))
    for (const file of [...buildInputs(), 'pnpm-lock.yaml']) cpSync(join(PROJECT, file), join(copy, file))
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  test('does not depend on where the project is', () => {
    expect(buildInputsHash(copy)).toBe(buildInputsHash())
  })

  test.each([
    ['a source', 'actions/pg-backup/src/main.ts'],
    ['a package that an action depends on', 'packages/schema/src/query.ts'],
  ])('changes with %s', (_name, file) => {
    const before = buildInputsHash(copy)
    appendFileSync(join(copy, file), '\n')
    expect(buildInputsHash(copy)).not.toBe(before)
  })

  const integrity = (name: string, version: string): RegExp =>
    new RegExp(`(?<=\\n {2}'?${name}@${version}'?:\\n {4}resolution: \\{integrity: sha512-)\\w`)
  test.each([
    ['the patch of a dependency', /(?<='@actions\/core@3\.0\.1': )[0-9a-f]{64}/, true],
    ['a dependency', integrity('@aws-sdk/client-s3', '3\\.1173\\.0'), true],
    ['a development dependency', integrity('jest', '30\\.5\\.2'), false],
    ['the compiler', integrity('typescript', '6\\.0\\.3'), true],
    ['the minifier', integrity('esbuild', '0\\.28\\.2'), true],
  ])('follows %s in the lockfile', (_name, place, expected) => {
    const file = join(copy, 'pnpm-lock.yaml')
    const before = buildInputsHash(copy)
    const text = readFileSync(file, 'utf8')
    const found = place.exec(text)?.[0] ?? ''
    expect(found).not.toBe('')
    writeFileSync(file, found.length > 1 ? text.replaceAll(found, 'f'.repeat(64)) : text.replace(place, '_'))
    expect(buildInputsHash(copy) !== before).toBe(expected)
    writeFileSync(file, text)
  })
})
