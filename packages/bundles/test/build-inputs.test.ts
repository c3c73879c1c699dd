import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildInputs, buildInputsHash } from '../src/build-inputs.ts'
import { PROJECT } from '../src/index.ts'

test('the inputs of a bundle are its sources, those of the packages that it depends on, and the toolchain', () => {
  const inputs = buildInputs('telegram-notify')
  for (const file of [
    'actions/telegram-notify/src/main.ts',
    'actions/telegram-notify/package.json',
    'packages/action/src/index.ts',
    'packages/fetch-shim/index.cjs',
    'packages/bundles/src/bundle-action.ts',
    'pnpm-lock.yaml',
    'tsconfig.base.json',
  ])
    expect(inputs).toContain(file)
  expect(
    inputs.filter(file => /\/test\/|^packages\/(remote|testing)\/|^actions\/rollback\//.test(file)),
  ).toEqual([])
})

describe('the hash of the inputs', () => {
  let copy: string
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'inputs-'))
    for (const file of new Set([...buildInputs('rollback'), ...buildInputs('test-gate')]))
      cpSync(join(PROJECT, file), join(copy, file))
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  test('does not depend on where the project is', () => {
    expect(buildInputsHash('rollback', copy)).toBe(buildInputsHash('rollback'))
  })

  test.each([
    ['a source', 'actions/rollback/src/main.ts', false],
    ['a package that it depends on', 'packages/remote/src/connect.ts', false],
    ['a package that both depend on', 'packages/action/src/run.ts', true],
    ['a patch', 'patches/ssh2@1.17.0.patch', true],
    ['the lockfile', 'pnpm-lock.yaml', true],
  ])('changes with %s', (_name, file, both) => {
    const before = { rollback: buildInputsHash('rollback', copy), gate: buildInputsHash('test-gate', copy) }
    appendFileSync(join(copy, file), '\n')
    expect(buildInputsHash('rollback', copy)).not.toBe(before.rollback)
    expect(buildInputsHash('test-gate', copy) !== before.gate).toBe(both)
  })
})
