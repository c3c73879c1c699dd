import { describe, expect, test } from '@jest/globals'
import { CHARACTERS, generated } from './fixtures/mutations.ts'
import { CLEAN, findings, type Texts } from './fixtures/repository.ts'

/** How many characters of one file differ from the clean repository. */
function changedCharacters(texts: Texts): number {
  const changed = [...texts].filter(([path, text]) => CLEAN.get(path) !== text)
  const [[path = '', text = ''] = []] = changed
  const before = CLEAN.get(path) ?? ''
  let start = 0
  while (start < text.length && before[start] === text[start]) start++
  let end = 0
  while (end < Math.min(before.length, text.length) - start && before.at(-1 - end) === text.at(-1 - end))
    end++
  return changed.length === 1 ? Math.max(before.length, text.length) - start - end : Number.NaN
}

test.each(CHARACTERS.map(one => [one.name, one] as const))(
  'one character moves one finding, %s',
  (_name, one) => {
    const texts = one.change(CLEAN)
    expect(changedCharacters(texts)).toBe(1)
    expect(findings(texts)).toEqual([one.expected(texts)])
  },
)

describe.each([1, 20_260_630])('ten mutated copies of the clean repository (seed %i)', seed => {
  test.each(generated(CLEAN, 10, seed).map(one => [one.name, one] as const))('%s', (_name, one) => {
    const texts = one.change(CLEAN)
    expect(findings(texts)).toEqual([one.expected(texts)])
  })

  test('all of them at once', () => {
    const mutations = generated(CLEAN, 10, seed)
    const texts = mutations.reduce((before, one) => one.change(before), CLEAN)
    expect(findings(texts)).toEqual(mutations.map(one => one.expected(texts)).sort())
  })
})
