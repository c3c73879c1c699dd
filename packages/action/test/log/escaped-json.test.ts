import { expect, test } from '@jest/globals'
import { escapedJson } from '../../src/index.ts'

test.each([
  [[{ name: 'tsh_postgres', passed: true, seconds: 1.5 }]],
  [{ 'a "quoted" key': 'C:\\path\n', emoji: '🚀', empty: '' }],
  [[]],
])('%j is the same value after parsing', value => {
  expect(JSON.parse(escapedJson(value))).toEqual(value)
})

test('no value is readable, so that GitHub finds no secret in it', () => {
  expect(escapedJson({ user: 'tsh' })).toBe('{"user":"\\u0074\\u0073\\u0068"}')
})
