import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildInputs, buildInputsHash } from '../src/build-inputs.ts'
import { PROJECT } from '../src/index.ts'

test('the inputs of a bundle are its sources, those of its dependencies, and the bundler', () => {
  const inputs = buildInputs('telegram-notify')
  for (const file of [
    'actions/telegram-notify/src/main.ts',
    'actions/telegram-notify/package.json',
    'packages/action/src/index.ts',
    'packages/fetch-shim/index.cjs',
    'tools/bundles/src/bundle-action.ts',
    'tsconfig.base.json',
  ])
    expect(inputs).toContain(file)
  expect(
    inputs.filter(file => /\/test\/|^packages\/(schema|testing)\/|^actions\/rollback\//.test(file)),
  ).toEqual([])
})

describe('the hash of the inputs', () => {
  let copy: string
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'inputs-'))
    for (const file of new Set([...buildInputs('pg-backup'), ...buildInputs('test-gate'), 'pnpm-lock.yaml']))
      cpSync(join(PROJECT, file), join(copy, file))
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  test('does not depend on the location of the project', () => {
    expect(buildInputsHash('pg-backup', copy)).toBe(buildInputsHash('pg-backup'))
  })

  test.each([
    ['a source', 'actions/pg-backup/src/main.ts', false],
    ['a package that it depends on', 'packages/schema/src/query.ts', false],
    ['a package that both depend on', 'packages/action/src/run.ts', true],
  ])('changes with %s', (_name, file, both) => {
    const before = { backup: buildInputsHash('pg-backup', copy), gate: buildInputsHash('test-gate', copy) }
    appendFileSync(join(copy, file), '\n')
    expect(buildInputsHash('pg-backup', copy)).not.toBe(before.backup)
    expect(buildInputsHash('test-gate', copy) !== before.gate).toBe(both)
  })

  test.each([
    ['the patch of a dependency', /(?<='@actions\/core@3\.0\.1': )[0-9a-f]{64}/, 'both'],
    [
      'a dependency of one',
      /(?<=\n {2}'@aws-sdk\/client-s3@3\.1173\.0':\n {4}resolution: \{integrity: sha512-)\w/,
      'backup',
    ],
    ['a development dependency', /(?<=\n {2}jest@30\.5\.2:\n {4}resolution: \{integrity: sha512-)\w/, 'none'],
    ['the compiler', /(?<=\n {2}typescript@6\.0\.3:\n {4}resolution: \{integrity: sha512-)\w/, 'both'],
  ])('follows %s in the lockfile', (_name, place, expected) => {
    const file = join(copy, 'pnpm-lock.yaml')
    const before = { backup: buildInputsHash('pg-backup', copy), gate: buildInputsHash('test-gate', copy) }
    const text = readFileSync(file, 'utf8')
    const patch = place.exec(text)?.[0] ?? ''
    expect(patch).not.toBe('')
    writeFileSync(file, patch.length > 1 ? text.replaceAll(patch, 'f'.repeat(64)) : text.replace(place, '_'))
    expect(buildInputsHash('pg-backup', copy) !== before.backup).toBe(expected !== 'none')
    expect(buildInputsHash('test-gate', copy) !== before.gate).toBe(expected === 'both')
    writeFileSync(file, text)
  })
})
