import { describe, expect, test } from '@jest/globals'
import { parseSettings } from '../src/file/parse.ts'
import { KEYS } from './wrong-files/keys.ts'
import { RULES } from './wrong-files/rules.ts'
import { SHARED_SERVERS } from './wrong-files/shared-servers.ts'
import { TEXT } from './wrong-files/text.ts'
import { VALUES } from './wrong-files/values.ts'
import type { WrongFile } from './wrong-files/wrong-file.ts'
import { YAML_VALUES } from './wrong-files/yaml-values.ts'

const TOPICS: Record<string, readonly WrongFile[]> = {
  'the text': TEXT,
  'values in YAML': YAML_VALUES,
  keys: KEYS,
  values: VALUES,
  'rules within an environment': RULES,
  'rules across environments': SHARED_SERVERS,
}

function problemsOf(text: string): string[] {
  const parsed = parseSettings(text)
  const problems = 'problems' in parsed ? parsed.problems : []
  return problems.map(({ line, column, path, message }) =>
    [`${line}:${column}`, path, message].filter(part => part !== '').join(' '),
  )
}

describe.each(Object.keys(TOPICS))('%s', topic => {
  test.each(TOPICS[topic]?.map(({ name, text, problems }) => [name, text, problems] as const) ?? [])(
    '%s',
    (_name, text, problems) => {
      expect(problemsOf(text)).toEqual(problems)
    },
  )
})

const files = Object.values(TOPICS).flat()

test('no name of a case is used twice', () => {
  expect(files.length).toBe(new Set(files.map(({ name }) => name)).size)
})

test('no problem quotes a secret', () => {
  const problems = files.flatMap(({ text }) => problemsOf(text))
  expect(problems.filter(problem => /hunter2|b3Blbn|ghp_|AAF0123|QQQQ|AKIA/.test(problem))).toEqual([])
})

test('every problem is one line without control characters', () => {
  const problems = files.flatMap(({ text }) => problemsOf(text))
  expect(problems.filter(problem => /[\p{Cc}\p{Cf}]/u.test(problem))).toEqual([])
})
