import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { findings, readTexts } from './fixtures/repository.ts'

/** A repository from before the standard was enforced, with its expected findings. */
test('every mistake in an old repository is found, and nothing else', () => {
  const expected = readFileSync(join(import.meta.dirname, 'fixtures/legacy.expected.txt'), 'utf8')
    .trim()
    .split('\n')
  expect(findings(readTexts('legacy.txtar'))).toEqual(expected)
})
