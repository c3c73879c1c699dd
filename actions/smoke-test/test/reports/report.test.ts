import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { junit } from '../../src/reports/junit.ts'
import { problemsOf, report } from '../../src/reports/report.ts'
import type { Result } from '../../src/reports/result.ts'
import { summaryOf } from '../../src/reports/summary.ts'
import { smokeInputs } from '../inputs.ts'

const passed: Result = {
  ...{ check: { method: 'GET', path: '/health', statuses: [200] }, passed: true, mismatches: [] },
  ...{ got: 'HTTP 200', excerpt: 'fine', attempts: 1, milliseconds: 11.2, certificateEnds: undefined },
}
const failed: Result = {
  ...passed,
  ...{ check: { method: 'POST', path: '/login', statuses: [401, 422] }, passed: false, attempts: 3 },
  ...{ mismatches: [{ expected: 'HTTP 401 or 422', actual: 'HTTP 500' }], got: 'HTTP 500' },
  excerpt: 'a <b>|bad|</b> "thing" & more',
}
const line =
  'POST /login: expected HTTP 401 or 422, got HTTP 500; body "a <b>|bad|</b> "thing" & more" (3 attempts, the last took 12 ms)'
const inputs = smokeInputs({ url: 'https://erp.example', slotUrl: 'http://127.0.0.1:8011' })

describe('the annotations', () => {
  test('contain expected, actual and attempts', () => {
    const problems = problemsOf(inputs, { verdict: 'bad-release', results: [passed, failed] })
    expect(problems).toEqual(['1 of 2 checks fail', line])
  })
  test('report when the release fails only from outside', () => {
    const [first] = problemsOf(inputs, { verdict: 'edge', results: [passed, failed], slot: [passed] })
    expect(first).toMatch(
      /^1 of 2 checks fail at https:\/\/erp.example and pass at http:\/\/127.0.0.1:8011 on the server/,
    )
  })
  test('report what also fails on the server', () => {
    const problems = problemsOf(inputs, { verdict: 'bad-release', results: [failed], slot: [failed] })
    expect(problems[0]).toBe('1 of 1 checks fail, 1 of them on the server as well: the release is bad')
    expect(problems[2]).toBe(`on the server, ${line}`)
  })
  test('are limited to ten', () => {
    const results = Array.from({ length: 30 }, () => failed)
    const problems = problemsOf(inputs, { verdict: 'bad-release', results })
    expect(problems).toHaveLength(10)
    expect(problems[9]).toBe('22 more failures are in the log and the summary')
    expect(problemsOf(inputs, { verdict: 'bad-release', results: results.slice(0, 9) })).toHaveLength(10)
  })
})

test('the summary has a row for each check, with escaped markup', () => {
  const findings = { verdict: 'edge' as const, results: [passed, failed], slot: [passed] }
  const summary = summaryOf(inputs, findings, [
    'The certificate of erp.example expires in 40 days, on 2027-01-04',
  ])
  expect(summary).toContain('⚠️ 1 of 2 checks fail')
  expect(summary).toContain('| ✅ | GET /health | HTTP 200 | HTTP 200 | 1 | 12 ms |')
  expect(summary.match(/^\| ❌ .*\| 3 \| 12 ms \|$/gm)?.[0]?.split(' | ')).toHaveLength(6)
  expect(summary).not.toContain('<b>')
  expect(summary).toContain('on the server, http')
  expect(summary).toContain('expires in 40 days')
})

test('annotations and summary report the watch', () => {
  const watched = { seconds: 60, requests: 57, failed: 1, ended: undefined }
  const passing = { verdict: 'passed' as const, results: [passed], watched }
  expect(summaryOf(inputs, passing, [])).toContain(
    '✅ All 1 checks passed, watched 60 s, 57 requests, 1 failed.',
  )
  const ended = { ...watched, seconds: 22, requests: 20, failed: 3, ended: failed }
  const dead = { verdict: 'bad-release' as const, results: [passed, failed], slot: [failed], watched: ended }
  expect(problemsOf(inputs, dead)[0]).toBe(
    'all 2 checks passed at first, then 1 of 2 checks fail, 1 of them on the server as well: the release is bad (watched 22 s, 20 requests, 3 failed)',
  )
})

describe('the JUnit file', () => {
  test('counts and escapes', () => {
    const bare = { ...failed, excerpt: '\ud800\u0001"<&>' }
    const xml = junit([{ url: 'https://erp.example', results: [passed, bare] }])
    expect(xml).toContain('tests="2" failures="1"')
    expect(xml).toContain('<testcase classname="smoke-test" name="GET /health" time="0.011"/>')
    expect(xml).toContain('body &#34;\ufffd&#34;&#60;&#38;&#62;&#34;')
  })
  test('is written into a new folder, and a write error is no failure of the release', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'smoke-'))
    try {
      const findings = { verdict: 'bad-release' as const, results: [failed] }
      const junitFile = join(folder, 'reports/smoke.xml')
      await expect(report({ ...inputs, junitFile }, findings)).rejects.toThrow(UserError)
      expect(await readFile(junitFile, 'utf8')).toContain('failures="1"')
      const blocked = join(junitFile, 'below-a-file.xml')
      await report({ ...inputs, junitFile: blocked }, { verdict: 'passed', results: [passed] })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
