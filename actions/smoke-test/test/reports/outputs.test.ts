import { expect, test } from '@jest/globals'
import { declaredOutputs } from '@tsh/testing'
import { outputsOf } from '../../src/reports/outputs.ts'
import type { Result } from '../../src/reports/result.ts'

const NOW = Date.parse('2026-11-30T18:00:00Z')
const result: Result = {
  ...{ check: { method: 'GET', path: '/health', statuses: [200] }, passed: true, mismatches: [] },
  ...{ got: 'HTTP 200', excerpt: 'secret', attempts: 2, milliseconds: 11.2, certificateEnds: undefined },
}

test('has every check, without the response', () => {
  const failed = { ...result, passed: false, got: 'x'.repeat(300) }
  const outputs = outputsOf({ verdict: 'bad-release', results: [result, failed] }, NOW)
  expect(Object.keys(outputs).sort()).toEqual(declaredOutputs('smoke-test'))
  expect(outputs).toMatchObject({ verdict: 'bad-release', passed: 1, 'certificate-days': '' })
  expect(JSON.parse(outputs.results)).toEqual([
    { name: 'GET /health', passed: true, got: 'HTTP 200', attempts: 2, milliseconds: 12 },
    { name: 'GET /health', passed: false, got: 'x'.repeat(80), attempts: 2, milliseconds: 12 },
  ])
  expect(outputs.results).not.toContain('health')
  const many = outputsOf({ verdict: 'passed', results: Array(99).fill(failed) }, NOW)
  expect(JSON.parse(many.results)).toHaveLength(30)
  expect(many.results.length).toBeLessThan(40_000)
})

test.each([
  ['2026-12-30T18:00:01Z', 30],
  ['2026-12-30T17:59:59Z', 29],
  ['2026-11-30T17:59:59Z', -1],
])('a certificate that ends at %s is valid for %i days', (end, days) => {
  const results = [
    { ...result, certificateEnds: new Date('2030-01-01') },
    { ...result, certificateEnds: new Date(end) },
  ]
  expect(outputsOf({ verdict: 'passed', results }, NOW)['certificate-days']).toBe(days)
})
