import { describe, expect, test } from '@jest/globals'
import { meets } from '../src/actions/versions.ts'
import { parseValues } from '../src/cli/values-file.ts'
import { jobToken } from '../src/run/context/token.ts'
import { lineSplitter } from '../src/run/log/lines.ts'
import { createMasker } from '../src/run/log/masker.ts'

describe('values file', () => {
  test.each([
    ['A=1\nB = two words \n\n# note\nexport C=3', { A: '1', B: 'two words', C: '3' }],
    ['A="x\ny"\nB=\'it\n"s"\'', { A: 'x\ny', B: 'it\n"s"' }],
    ['A="a\\nb \\"q\\" \\\\ $"', { A: 'a\nb "q" \\ $' }],
    ['A<<END\n-----\n  x=1\n-----\nEND\nB=', { A: '-----\n  x=1\n-----', B: '' }],
    ['A=pa#ss=w"ord\r\nB=2\r\n', { A: 'pa#ss=w"ord', B: '2' }],
    ['{"A": "x\\ny", "B": {"c": 1}}', { A: 'x\ny', B: '{"c":1}' }],
  ])('%j', (text, values) => expect(parseValues(text, 'f')).toEqual(values))

  test.each([
    ['no pair', 'f, line 1: expected NAME=value'],
    ['A=1\nB="open', 'f, line 2: the quoted value is not terminated'],
    ['A<<E\nx', 'f, line 1: the block A<<E is not terminated'],
    ['{ secret', "f: starts with '{' but is not a JSON object"],
  ])('%j is refused', (text, message) => expect(() => parseValues(text, 'f')).toThrow(message))
})

test.each([
  ['24.21.0', '24', true],
  ['24.21.0', '24.x', true],
  ['24.21.0', '20', false],
  ['3.11.7', '3.11', true],
  ['3.11.7', '3.1', false],
  ['3.11.7', '>=3.9 <3.12', true],
  ['3.11.7', '^3.12', false],
  ['3.11.7', '~3.11.2', true],
  ['20.1.0', 'lts/*', true],
])('version %s meets %s: %s', (version, wanted, answer) => expect(meets(version, wanted)).toBe(answer))

test('lines end at LF, CRLF and CR, also across chunks', () => {
  const lines: string[] = []
  const splitter = lineSplitter(line => lines.push(line))
  for (const chunk of ['a\nb\r', '\nc\rd', '\n\ne']) splitter.add(chunk)
  splitter.end()
  expect(lines).toEqual(['a', 'b', 'c', 'd', '', 'e'])
})

test('a masker without secrets or with an empty secret changes nothing', () => {
  const masker = createMasker()
  masker.add('')
  masker.add(' \n ')
  expect(masker.mask('a b')).toBe('a b')
})

test('the token of a job is a JSON Web Token of about 520 characters, unique for every call', () => {
  const token = jobToken()
  expect(token).toMatch(/^ghs_[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(Math.abs(token.length - 520)).toBeLessThan(10)
  expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toHaveProperty('jti')
  expect(jobToken()).not.toBe(token)
})
