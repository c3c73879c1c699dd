import { describe, expect, test } from '@jest/globals'
import { formatCounts, isClearlyWorse, isTooFew } from '../src/canary-comparison.ts'

describe('a release is clearly worse', () => {
  const cases: [canary: [number, number], old: [number, number], boolean][] = [
    [[100, 0], [1000, 0], false],
    [[5, 4], [1000, 0], false],
    [[5, 5], [1000, 0], true],
    [[500, 5], [1000, 0], false],
    [[490, 5], [1000, 0], true],
    [[100, 21], [1000, 100], false],
    [[100, 22], [1000, 100], true],
    [[100, 100], [1000, 1000], false],
    [[0, 0], [0, 0], false],
    [[9, 9], [0, 0], true],
  ]
  test.each(cases)('with %j against %j: %s', ([requests, failures], [oldRequests, oldFailures], worse) => {
    const old = { requests: oldRequests, failures: oldFailures }
    expect(isClearlyWorse({ requests, failures }, old)).toBe(worse)
  })
})

test('few requests are not significant, and a rate has one decimal', () => {
  expect([19, 20].map(requests => isTooFew({ requests, failures: 0 }))).toEqual([true, false])
  expect(formatCounts({ requests: 812, failures: 3 })).toBe('812 requests, 3 failed (0.4 %)')
  expect(formatCounts({ requests: 0, failures: 0 })).toBe('0 requests, 0 failed (0.0 %)')
})
