import { describe, expect, test } from '@jest/globals'
import {
  escapeMarkdown,
  inlineCode,
  keepReadable,
  maskSecret,
  outputProblem,
  readableNameWith,
  redact,
  redactedEnd,
  secretIn,
  setOutputs,
} from '../../src/index.ts'
import { printed } from '../printed.ts'

const password = 'p@ss!w#rd/"quoted" ü'
const added = printed(() => {
  maskSecret(password, 'input "password"')
  maskSecret('-----BEGIN KEY-----\nline-one-of-key\nab\n-----END KEY-----')
  maskSecret('s%40lt%2Fy')
})

describe('a secret is redacted', () => {
  const bytes = Buffer.from(password)
  test.each([
    password,
    encodeURIComponent(password),
    encodeURIComponent(password).replace('!', '%21'),
    encodeURIComponent(password).replace('!', '%21').replaceAll('%20', '+'),
    encodeURIComponent(password).replace('!', '%21').toLowerCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    JSON.stringify(password).slice(1, -1),
    'p@ss!w#rd\\/\\"quoted\\" \\u00fc',
    'p@ss!w#rd/&quot;quoted&quot; ü',
    'line-one-of-key',
    's%40lt%2Fy',
    's@lt/y',
  ])('as %s', form => {
    expect(redact(`x ${form} y`)).toBe('x *** y')
    expect(added).toContain(`::add-mask::${form.replaceAll('%', '%25')}\n`)
  })

  test('in an encoding without its padding', () => {
    printed(() => maskSecret('correct-horse'))
    const base64 = Buffer.from('correct-horse').toString('base64')
    expect(redact(`${base64} ${base64.replaceAll('=', '')}`)).toBe('*** ***')
  })

  test('completely, even if two secrets overlap', () => {
    printed(() => ['abcdefgh', 'fghijkl'].map(secret => maskSecret(secret)))
    expect(redact('x abcdefghijkl y')).toBe('x *** y')
  })

  test('before a text is truncated or escaped', () => {
    expect(redactedEnd(`x ${password}`, 8)).toBe('x ***')
    expect(escapeMarkdown(password)).toBe('&#42;&#42;&#42;')
    expect(inlineCode(`v1-${password}`)).toBe('`v1-***`')
  })
})

test('short lines of a secret are not masked, not even by the runner', () => {
  expect(redact('ab cab')).toBe('ab cab')
  expect(added).not.toMatch(/^::add-mask::(ab|.*%0A.*)$/m)
})

describe('an output with a secret', () => {
  test('is skipped with a warning, because the work is already done', () => {
    const output = printed(() => setOutputs({ images: { description: '' } }, { images: `r/${password}` }))
    expect(output).toContain(
      '::warning::output "images" contains the value of input "password", and GitHub drops such outputs between jobs.',
    )
    expect(output).not.toContain('set-output')
  })

  test('can be rejected earlier', () => {
    expect(outputProblem('the name', 'shop:v1')).toBeUndefined()
    expect(outputProblem('the name', `${password}:v1`)).toMatch(
      /^the name contains the value of input "password"/,
    )
    expect(secretIn('shop:v1')).toBeUndefined()
  })
})

test('names that must stay readable are found by their parts', () => {
  keepReadable(['', 'ghcr.io/tsh/shop:v1'])
  expect(readableNameWith('tsh/shop')).toBe('ghcr.io/tsh/shop:v1')
  expect(readableNameWith('store')).toBeUndefined()
})

test.each([
  ['https://evil.example/a', 'https:<!-- -->//evil.example/a'],
  ['(HTTP://evil.example', '&#40;HTTP:<!-- -->//evil.example'],
  ['ftp://a and www.b.c, WWW.d', 'ftp:<!-- -->//a and www<!-- -->.b.c, WWW<!-- -->.d'],
  ['clerk@shop.example', 'clerk&#64;<!-- -->shop.example'],
])('GitHub does not create a link from %s', (text, escaped) => expect(escapeMarkdown(text)).toBe(escaped))

test('untrusted text cannot open Markdown', () => {
  const hostile = '| a | [x](http://e) ![i](j) `c` <b> @all\n## h'
  expect(escapeMarkdown(hostile).replaceAll('<!-- -->', '')).not.toMatch(/[|[\]`<>@]|\n/)
  expect(inlineCode('v1`|\n\n```mermaid')).toBe('`v1 mermaid`')
})
