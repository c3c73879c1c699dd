import { describe, expect, test } from '@jest/globals'
import { combineCoverage, parseCoverage, percentOf } from '../../src/reports/coverage.ts'

const LCOV = 'TN:\nSF:a.js\nDA:1,1\nLF:10\nLH:8\nend_of_record\nSF:b.js\nLF:2\nLH:1\nend_of_record\n'

describe('reads', () => {
  test.each([
    [
      'Cobertura of coverage.py',
      '<?xml version="1.0" ?>\n<coverage lines-valid="200" lines-covered="150" line-rate="0.75"/>',
      150,
      200,
    ],
    [
      'Cobertura with a document type and without counts',
      '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage line-rate="0.5"><line number="1" hits="1"/><line number="2" hits="0"/></coverage>',
      1,
      2,
    ],
    ['lcov', LCOV, 9, 12],
    [
      'JSON of coverage.py',
      '{"meta":{},"totals":{"covered_lines":7,"num_statements":9,"percent_covered":77.8}}',
      7,
      9,
    ],
    ['the summary of Istanbul', '{"total":{"lines":{"total":40,"covered":38,"skipped":0,"pct":95}}}', 38, 40],
  ])('%s', (_form, text, covered, lines) => {
    expect(parseCoverage(text)).toEqual({ covered, lines })
  })
})

describe('refuses', () => {
  test.each([
    [
      'a Cobertura report that was truncated',
      '<coverage lines-valid="2" lines-covered="1"><packages>',
      'unclosed tag',
    ],
    ['another XML', '<testsuite/>', 'is no Cobertura report'],
    ['entities', '<!DOCTYPE coverage [<!ENTITY a "b">]><coverage/>', 'has a document type'],
    ['lcov that was truncated', LCOV.slice(0, -16), 'ends in the middle of a record'],
    ['text', 'TOTAL 80%', 'is not a coverage report in a known form'],
    ['JSON that was truncated', '{"totals":', 'is not valid JSON'],
    ['other JSON', '{"total":{}}', 'has neither the totals'],
    ['negative counts', '{"total":{"lines":{"total":40,"covered":-1}}}', 'has neither the totals'],
    ['no lines', '{"total":{"lines":{"total":0,"covered":0}}}', 'counts no lines'],
    [
      'more covered lines than lines',
      '{"total":{"lines":{"total":4,"covered":5}}}',
      'more covered lines than lines',
    ],
  ])('%s', (_name, text, problem) => {
    expect(() => parseCoverage(text)).toThrow(problem)
  })
})

test('the percentage of several reports is over all lines, and rounded down', () => {
  expect(
    percentOf(
      combineCoverage([
        { covered: 1, lines: 1 },
        { covered: 0, lines: 3 },
      ]),
    ),
  ).toBe(25)
  expect(percentOf({ covered: 8996, lines: 10_000 })).toBe(89.9)
  expect(percentOf({ covered: 2, lines: 3 })).toBe(66.6)
  expect(percentOf({ covered: 3, lines: 3 })).toBe(100)
})
