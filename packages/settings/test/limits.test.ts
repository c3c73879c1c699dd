import { describe, expect, test } from '@jest/globals'
import { parseSettings } from '../src/file/parse.ts'
import { VALID } from './valid-file.ts'

const KIB = 1024
const MAX_SECONDS = 10

/** What is reported about a file, and that it does not take long. */
function quickProblems(source: string | Uint8Array): string[] {
  const before = process.cpuUsage()
  const parsed = parseSettings(source)
  // Of the processor, because the machine may be busy with other tests.
  expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(MAX_SECONDS)
  return 'problems' in parsed ? parsed.problems.map(({ line, message }) => `${line} ${message}`) : []
}

const filled = (bytes: number): string => VALID + '#'.repeat(bytes - VALID.length)

test.each([
  ['256 KiB', filled(256 * KIB), []],
  [
    'one byte more',
    filled(256 * KIB + 1),
    ['1 the file is 257 KiB, and the limit for a settings file is 256 KiB'],
  ],
  [
    '1 MiB',
    Buffer.from(filled(1024 * KIB)),
    ['1 the file is 1,024 KiB, and the limit for a settings file is 256 KiB'],
  ],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('application: '), Buffer.from([0xe9, 0x0a])]),
    ['1 the file is not valid UTF-8. Save it as UTF-8'],
  ],
  ['UTF-16', Buffer.from(`\uFEFF${VALID}`, 'utf16le'), ['1 the file looks like UTF-16. Save it as UTF-8']],
  [
    'UTF-16 without a mark',
    Buffer.from(VALID, 'utf16le'),
    ['1 the file looks like UTF-16. Save it as UTF-8'],
  ],
])('a file of %s', (_name, source, problems) => {
  expect(quickProblems(source)).toEqual(problems)
})

describe('does not hang on', () => {
  const size = 128 * KIB
  test.each([
    ['open brackets', '['.repeat(size)],
    ['open braces', '{a: '.repeat(size / 4)],
    ['nested lists', '- '.repeat(size / 2)],
    ['keys', 'a: 1\n'.repeat(size / 5)],
    ['unknown keys', Array.from({ length: 15_000 }, (_, at) => `k${at}: 1\n`).join('')],
    ['items', `a: [${'x,'.repeat(size / 2)}]`],
    ['one long key', `${'k'.repeat(size)}: 1`],
    ['one long value', `${VALID}application: ${'a'.repeat(size)}!`],
    ['a long path', `${VALID}path: ${'/a'.repeat(size / 2)}//`],
    ['a long command', `${VALID}migrate: "${'x '.repeat(size / 2)}\\n"`],
    [
      'a long host key',
      VALID.replace(/host-key: .*/, `host-key: "${'*a'.repeat(size / 2)} ssh-ed25519 AAAA"`),
    ],
    ['blanks', ' '.repeat(size)],
    ['anchors', Array.from({ length: 20_000 }, (_, at) => `- &a${at}\n`).join('')],
    ['aliases', `a: &a 1\nb: [${'*a,'.repeat(size / 3)}]`],
    ['merges', `a: &a {b: 1}\nc: {<<: [${'*a,'.repeat(size / 3)}]}`],
    ['quotes', '"'.repeat(size)],
    ['digits', `${VALID}registry: ${'aA1-'.repeat(size / 4)}`],
    ['colons', `${VALID}registry: ${':'.repeat(size)}`],
  ])('%s', (_name, text) => {
    expect(quickProblems(text)).not.toEqual([])
  })
})

test('merges that multiply are refused', () => {
  const levels = Array.from({ length: 40 }, (_, at) =>
    at === 0 ? 'a0: &a0 {x: 1}' : `a${at}: &a${at} {<<: [*a${at - 1}, *a${at - 1}]}`,
  )
  expect(quickProblems(levels.join('\n'))).toEqual([
    '1 the file has more than 20,000 values after alias expansion.  Use fewer aliases',
  ])
})
