import { describe, expect, test } from '@jest/globals'
import { interpolate, type Unset } from '../src/interpolation.ts'

const VALUES: Record<string, string> = { SET: 'one', EMPTY: '' }
const given = (variable: string): string | undefined => VALUES[variable]

describe('the value is the same as in compose', () => {
  test.each([
    ['plain text', 'plain text'],
    ['$SET-$SET.x', 'one-one.x'],
    ['${SET}s', 'ones'],
    ['$$SET $${SET:-x} $$$SET', '$SET ${SET:-x} $one'],
    ['${SET:-d}', 'one'],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${NONE:-d}', 'd'],
    ['${NONE-d}', 'd'],
    ['${SET:?m}', 'one'],
    ['${EMPTY?m}', ''],
    ['${SET:+y}', 'y'],
    ['${EMPTY:+y}', ''],
    ['${EMPTY+y}', 'y'],
    ['${NONE+y}', ''],
    ['${NONE:-${ALSO_NONE:-x}-${SET}}/z}', 'x-one/z}'],
    ['${NONE:-a:-b}', 'a:-b'],
  ])('%s', (text, value) => expect(interpolate(text, given).value).toBe(value))
})

describe('a variable that is not set is reported', () => {
  const unset = (kind: Unset['kind'], text = '', variable = 'NONE'): Unset => ({ variable, kind, text })
  test.each<[string, Unset[]]>([
    ['$NONE', [unset('empty')]],
    ['${NONE}', [unset('empty')]],
    ['${NONE:?set it}', [unset('required', 'set it')]],
    ['${NONE?}', [unset('required')]],
    ['${NONE:-d}', [unset('default', 'd')]],
    ['${NONE-}', [unset('default')]],
    ['${NONE:+y}', [unset('default')]],
    ['${NONE:-${OTHER}}', [unset('empty', '', 'OTHER'), unset('default')]],
    ['${NONE:-${OTHER:-x}}', [unset('default', 'x', 'OTHER'), unset('default', 'x')]],
    // An unused alternative is not read.
    ['${SET:-${NONE}}', []],
    ['${EMPTY+${NONE}}', [unset('empty')]],
    ['${EMPTY}', []],
    ['${EMPTY:-d}', []],
    // A required variable that is empty is treated as unset.
    ['${EMPTY:?m}', [unset('required', 'm', 'EMPTY')]],
    ['$$NONE', []],
  ])('%s', (text, expected) => expect(interpolate(text, given).unset).toEqual(expected))
})

test('returns the variables that the value depends on', () => {
  expect(interpolate('${SET:-$NONE} ${OTHER:-$EMPTY}', given).read).toEqual(['SET', 'OTHER', 'EMPTY'])
})

test.each(['$', 'a$ b', '$1', '${', '${A', '${}', '${1}', '${A:b}', '${A:-${B}', '${A.b}'])(
  'a "$" that does not start a variable is refused: %s',
  text => expect(() => interpolate(text, given)).toThrow(SyntaxError),
)
