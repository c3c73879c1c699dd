import { describe, expect, test } from '@jest/globals'
import { inert, log, maskSecret } from '../../src/index.ts'
import { printed } from '../printed.ts'

describe('an untrusted line is inert', () => {
  test.each<[line: string, expected: string]>([
    ['::error::x', '| ::error::x'],
    ['a ##[error]x', '| a ## [error]x'],
    ['\u001b[31mred\u001b[0m\u0000\u0007', '| red'],
    ['tab\tstays', '| tab\tstays'],
    ['hidden\rshown', '| hiddenshown'],
  ])('%j', (line, expected) => expect(inert(line)).toBe(expected))
})

// Output of a server or a database is quoted in our own lines.
describe('text quoted in our own lines cannot issue commands', () => {
  test.each<[text: string, expected: string]>([
    ['docker 26.1\n::add-mask::production', 'docker 26.1 ::add-mask::production\n'],
    ['::stop-commands::pwned', '| ::stop-commands::pwned\n'],
    ['  ::warning::forged', '|   ::warning::forged\n'],
    ['x\r::add-mask::blue', 'x::add-mask::blue\n'],
    ['state ##[add-mask]blue', 'state ## [add-mask]blue\n'],
    ['a #\u001b[0m#[error]x', 'a ## [error]x\n'],
    ['\u001b[2Kred\u0085', 'red\n'],
    ['plain text: a::b', 'plain text: a::b\n'],
  ])('info %j', (text, expected) => expect(printed(() => log.info(text))).toBe(expected))

  test('in the title of a group', () => {
    const title = 'Starting\n::add-mask::x ##[error]y'
    expect(printed(() => void log.group(title, async () => {}))).toMatch(
      /^::group::Starting ::add-mask::x ## \[error\]y\n/,
    )
  })

  test.each([
    ['warning', (text: string) => log.warning(text)],
    ['notice', (text: string) => log.notice(text)],
    ['error', (text: string) => log.error(text)],
    ['debug', (text: string) => log.debug(text)],
  ] as const)('in an annotation, which keeps its lines: %s', (name, write) => {
    expect(printed(() => write('one\u0007\n::add-mask::x\r\n##[error]y 100%'))).toBe(
      `::${name}::one%0A::add-mask::x%0A## [error]y 100%25\n`,
    )
  })
})

test('a secret that appears only when control characters are removed, or that is changed by that, is redacted', () => {
  printed(() => maskSecret('hunter2 ##[x'))
  expect(printed(() => log.info('is hunter2 ##[x'))).toBe('is ***\n')
  expect(printed(() => log.info('is hun\u001b[1mter2 ##[x'))).toBe('is ***\n')
  printed(() => maskSecret('correct-horse'))
  expect(printed(() => log.info('correct-\u001b[1mhorse'))).toBe('***\n')
})
