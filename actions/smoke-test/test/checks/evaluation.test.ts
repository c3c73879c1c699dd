import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { maskSecret } from '@tsh/action'
import { excerpt } from '../../src/checks/excerpt.ts'
import type { Check } from '../../src/checks/expectation.ts'
import { type JsonPath, parseJsonPath, valueAt } from '../../src/checks/json-path.ts'
import { mismatches, type Received } from '../../src/checks/mismatches.ts'
import { matches } from '../../src/checks/pattern.ts'
import { secretsIn } from '../../src/checks/secrets-in.ts'
import { limitConcurrency } from '../../src/concurrency.ts'
import { certificateNote } from '../../src/http/certificate.ts'
import { verdictOf } from '../../src/reports/verdict.ts'

const place = (text: string): JsonPath => parseJsonPath(text) ?? { text: 'none', steps: [] }

describe('a JSON path', () => {
  const document = { a: { b: [{ c: 'ok' }, { c: null }] }, 'x-y': 0 }
  const cases: [string, unknown][] = [
    ['a.b[0].c', 'ok'],
    ['a.b[1].c', null],
    ['x-y', 0],
    ['a.b[2].c', undefined],
    ['a.b.length', undefined],
    ['a.b.0', undefined],
    ['a[0]', undefined],
    ['toString', undefined],
    ['__proto__', undefined],
  ]
  test.each(cases)('%s', (path, value) => expect(valueAt(document, place(path))).toEqual(value))
  test('may begin with an element', () => expect(valueAt([{ a: 1 }], place('[0].a'))).toBe(1))
  test.each(['', '.a', 'a.', 'a..b', 'a[b]', 'a[0', 'a[-1]', '$ .a', 'a b', 'a[0]b'])('is not "%s"', text =>
    expect(parseJsonPath(text)).toBeUndefined(),
  )
})

// In a process that can be killed: without a timeout, matching would outlive the test.
test.each([60, 200_000])('a catastrophic pattern times out on a body of %d characters', length => {
  const module = JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src/checks/pattern.ts')).href)
  const script = `import { matches } from ${module}; console.log(matches('^(a+)+$', 'a'.repeat(${length}) + 'b'))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    ...{ encoding: 'utf8', timeout: 60_000 },
  })
  expect(stdout).toBe('too slow\n')
  expect(matches('^(a+)+$', 'aaaa')).toBe(true)
})

describe('a response', () => {
  const received = (body: string, more: Partial<Received['answer']> = {}): Received => ({
    answer: { status: 200, headers: { 'x-version': 'v1', 'content-type': 'text/html' }, body, ...more },
    milliseconds: 120.4,
    version: 'v1',
  })
  const wanted = (more: Partial<Check>): Check => ({ method: 'GET', path: '/', statuses: [200], ...more })
  const json = '{"version":"v0","items":[{"id":7}]}'
  const cases: [string, Partial<Check>, Received, string[]][] = [
    ['with the right status', {}, received(''), []],
    [
      'with a wrong status has only that mismatch',
      { statuses: [401, 422], within: 1 },
      received(''),
      ['HTTP 401 or 422 ≠ HTTP 200'],
    ],
    ['with the value', { json: [{ path: place('items[0].id'), value: 7 }] }, received(json), []],
    [
      'with another type',
      { json: [{ path: place('items[0].id'), value: '7' }] },
      received(json),
      ['items[0].id = "7" ≠ 7'],
    ],
    [
      'without the path',
      { json: [{ path: place('items[1].id'), value: 7 }] },
      received(json),
      ['items[1].id = 7 ≠ items[1].id not found'],
    ],
    [
      'that is not JSON',
      { json: [{ path: place('a'), value: 1 }] },
      received('<'),
      ['a = 1 ≠ the body is not JSON'],
    ],
    [
      'too long to be read as JSON',
      { json: [{ path: place('a'), value: 1 }] },
      received('x'.repeat(2048), { truncated: true }),
      ['a = 1 ≠ the body is longer than 2 KiB'],
    ],
    ['matching', { pattern: 'version.*v\\d' }, received(json), []],
    ['not matching', { pattern: '^welcome' }, received(json), ['body matches /^welcome/ ≠ no match']],
    [
      'with a catastrophic pattern',
      { pattern: '^(.+)+!$' },
      received('x'.repeat(60)),
      ['body matches /^(.+)+!$/ ≠ matching timed out. Use a pattern without nested repetition'],
    ],
    ['with the header', { answerHeaders: { 'Content-Type': 'text/html' } }, received(''), []],
    [
      'with other headers',
      { answerHeaders: { 'Content-Type': 'text/css', 'X-Frame': 'DENY' } },
      received(''),
      ['header Content-Type: text/css ≠ Content-Type: text/html', 'header X-Frame: DENY ≠ no header X-Frame'],
    ],
    ['within its time', { within: 121 }, received(''), []],
    ['too late', { within: 120 }, received(''), ['within 120 ms ≠ 121 ms']],
    [
      'with the wrong version in JSON',
      { version: { in: 'json', path: place('version') } },
      received(json),
      ['version v1 in version ≠ "v0"'],
    ],
    [
      'with a value so deep that it cannot be printed',
      { json: [{ path: place('a'), value: 1 }], version: { in: 'json', path: place('a') } },
      received(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
      ['a = 1 ≠ an array', 'version v1 in a ≠ an array'],
    ],
    [
      'with an object instead of a value',
      { json: [{ path: place('items[0]'), value: 1 }] },
      received(json),
      ['items[0] = 1 ≠ an object'],
    ],
    [
      'with the version in an array',
      { version: { in: 'json', path: place('a') } },
      received('{"a":["v1"]}'),
      ['version v1 in a ≠ an array'],
    ],
    ['with null', { json: [{ path: place('a'), value: null }] }, received('{"a":null}'), []],
    [
      'with the wrong version in the body',
      { version: { in: 'body' } },
      received(json),
      ['version v1 in the body ≠ not found'],
    ],
    [
      'with the right version in a header',
      { version: { in: 'header', name: 'x-version' } },
      received(''),
      [],
    ],
    [
      'without a version in a header',
      { version: { in: 'header', name: 'x-v' } },
      received(''),
      ['version v1 in header x-v ≠ no header x-v'],
    ],
  ]
  test.each(cases)('%s', (_name, check, answer, expected) => {
    const found = mismatches(wanted(check), answer).map(({ expected, actual }) => `${expected} ≠ ${actual}`)
    expect(found).toEqual(expected)
  })
})

describe('an excerpt', () => {
  maskSecret('hunter2-hunter2')
  const cases: [string, string, string][] = [
    ['is one line without control characters', '<p>\u001b[31ma\r\n\u0000\u202eb\u200b</p>', '<p>a b </p>'],
    ['has no secret, not even a part of one', `${'x'.repeat(195)} hunter2-hunter2`, `${'x'.repeat(195)} ***`],
    ['is cut between characters', '😀'.repeat(300), `${'😀'.repeat(200)}…`],
  ]
  test.each(cases)('%s', (_name, body, text) => expect(excerpt(body)).toBe(text))
})

test('recognizes the secrets that a check sends', () => {
  const check: Check = {
    ...{ method: 'POST', path: '/', statuses: [200], contentType: 'application/json' },
    headers: { Authorization: 'Bearer abcdefgh', 'X-Api-Key': 'key-123', Accept: 'text/html' },
    body: '{"user":"alice-smith","login":{"password":"pass-phrase"},"token":"short","tokens":["first-one",{"id":"second"}]}',
  }
  expect(secretsIn(check)).toEqual(['Bearer abcdefgh', 'abcdefgh', 'key-123', 'pass-phrase', 'first-one'])
})

describe('a certificate', () => {
  const now = Date.parse('2026-11-25T12:00:00Z')
  test.each([
    ['2026-12-09T12:00:00Z', 14, false],
    ['2026-12-09T11:59:59Z', 13, true],
  ])('until %s', (ends, days, short) => {
    expect(certificateNote('https://erp.example/', new Date(ends), now)).toEqual({
      text: `The certificate of erp.example expires in ${days} days, on 2026-12-09`,
      short,
    })
  })
})

describe('the verdict', () => {
  const result = (passed: boolean) => ({
    ...{ check: { method: 'GET', path: '/', statuses: [200] }, passed, mismatches: [], got: '' },
    ...{ excerpt: '', attempts: 1, milliseconds: 1, certificateEnds: undefined },
  })
  const [good, bad] = [result(true), result(false)]
  test('passed', () => expect(verdictOf({ results: [good] }, 'alert')).toBe('passed'))
  test('without the slot', () => expect(verdictOf({ results: [good, bad] }, 'alert')).toBe('bad-release'))
  test('both fail', () =>
    expect(verdictOf({ results: [bad, bad], slot: [good, bad] }, 'alert')).toBe('bad-release'))
  test('only the edge fails', () => expect(verdictOf({ results: [bad], slot: [good] }, 'alert')).toBe('edge'))
  test('only the edge fails, treated as a bad release', () =>
    expect(verdictOf({ results: [bad], slot: [good] }, 'bad-release')).toBe('bad-release'))
})

test('limits concurrency, and runs all tasks eventually', async () => {
  const limited = limitConcurrency(2)
  let [running, max, done] = [0, 0, 0]
  const task = async (fails: boolean): Promise<void> => {
    max = Math.max(max, ++running)
    await new Promise(resolve => setImmediate(resolve))
    running--
    done++
    if (fails) throw new Error('fails')
  }
  const run = () => Promise.allSettled([1, 0, 1, 0, 1].map(fails => limited(() => task(fails === 1))))
  await run()
  await run()
  expect([max, running, done]).toEqual([2, 0, 10])
})
