import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { expectFault } from '../../src/case-test.ts'
import { KNOWN_FAULTS, type KnownFault } from '../../src/known-faults.ts'

const fault: KnownFault = {
  ...{ case: 'case-0', expected: 'the file is kept', actual: 'Received: "gone"' },
  place: '3 of 8',
}

describe('a case that is listed as a known fault', () => {
  test('passes while it fails as listed', async () => {
    await expectFault(fault, async () => expect('gone').toBe('kept'))
  })

  test('fails as soon as it is fixed, with the next step', async () => {
    await expect(expectFault(fault, async () => {})).rejects.toThrow(
      /case-0 passes now \(the file is kept\)\. Remove its entry from .*known-faults\.ts/,
    )
  })

  test('fails if it fails differently', async () => {
    await expect(expectFault(fault, async () => Promise.reject(new Error('no sandbox')))).rejects.toThrow(
      /case-0 fails, but not as described in .*known-faults\.ts.*\nno sandbox/s,
    )
  })
})

test('every known fault has exactly one test, and no case has two', () => {
  const ids = testFiles().flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/caseTest(?:Full)?\(\s*'([^']+)'/g)].map(([, id]) => id),
  )
  expect(ids).toEqual([...new Set(ids)])
  const listed = KNOWN_FAULTS.map(({ case: id }) => id)
  expect(listed).toEqual([...new Set(listed)])
  expect(listed.filter(id => !ids.includes(id))).toEqual([])
})

function testFiles(): string[] {
  const root = join(import.meta.dirname, '../../../..')
  return ['actions', 'packages', 'tools'].flatMap(group =>
    readdirSync(join(root, group)).flatMap(name => {
      const folder = join(root, group, name, 'test')
      return filesBelow(folder).filter(file => file.endsWith('.test.ts'))
    }),
  )
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => join(folder, file))
  } catch {
    return []
  }
}
