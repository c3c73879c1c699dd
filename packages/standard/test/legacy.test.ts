import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { findings, readTexts } from './fixtures/repository.ts'

/** A repository as they were before the standard was checked, with what is wrong in each. */
test('every mistake of an old repository is found, and nothing else', () => {
  const expected = readFileSync(join(import.meta.dirname, 'fixtures/legacy.expected.txt'), 'utf8')
    .trim()
    .split('\n')
  expect(findings(readTexts('legacy.txtar'))).toEqual(expected)
})
