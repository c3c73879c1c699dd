import { expect, test } from '@jest/globals'
import { settingValues } from '../src/properties.ts'

test.each([
  ['work_mem', '8MB', ['8MB']],
  ['DateStyle', 'ISO, DMY', ['ISO, DMY']],
  ['search_path', 'public', ['public']],
  ['search_path', 'public, "Old ""Stock"" مخزن",x', ['public', 'Old "Stock" مخزن', 'x']],
  ['search_path', '"$user", "a, b"', ['$user', 'a, b']],
  ['search_path', '""', ['']],
  ['session_preload_libraries', '', ['']],
])('%s = %s is set to %j', (name, value, expected) => {
  expect(settingValues({ name, value })).toEqual(expected)
})
