import { describe, expect, test } from '@jest/globals'
import { JunitReader } from '../../src/reports/junit.ts'
import { combineReports, MAX_FAILURES } from '../../src/reports/test-report.ts'
import { xmlParser } from '../../src/reports/xml.ts'

function read(text: string, partLength = text.length) {
  const reader = new JunitReader()
  const parser = xmlParser(reader)
  for (let at = 0; at < text.length; at += partLength) parser.write(text.slice(at, at + partLength))
  const replaced = parser.end()
  return { ...reader.result(), replaced }
}

// The form of pytest, with what other runners add.
const REPORT = `<?xml version="1.0" encoding="utf-8"?>
<testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="6" time="3.2">
  <testcase classname="tests.test_orders.TestTotal" name="test_sum" time="0.5"/>
  <testcase classname="tests.test_orders" name="test_tax" time="1.5" file="tests/test_orders.py" line="12">
    <failure message="assert 19 == 21">def test_tax(): …</failure>
  </testcase>
  <testcase name="test_setup" time="2"><error type="RuntimeError"><![CDATA[no database]]></error></testcase>
  <testcase classname="a" name="b" time="0.1"><skipped message="slow"/></testcase>
  <testcase classname="a" name="c" time="0.2"><flakyFailure message="once"/></testcase>
  <testcase classname="a" name="d"><failure>
    expected 1, got 2</failure><system-out>text</system-out></testcase>
</testsuite></testsuites>`

test('counts test cases and keeps what failed and what was slow', () => {
  expect(read(REPORT)).toEqual({
    ...{ tests: 6, failed: 3, skipped: 1, flaky: 1, replaced: 0 },
    failures: [
      {
        name: 'tests.test_orders › test_tax',
        message: 'assert 19 == 21',
        file: 'tests/test_orders.py',
        line: 12,
      },
      { name: 'test_setup', message: 'RuntimeError' },
      { name: 'a › d', message: 'expected 1, got 2' },
    ],
    slowest: [
      { name: 'test_setup', seconds: 2 },
      { name: 'tests.test_orders › test_tax', seconds: 1.5 },
      { name: 'tests.test_orders.TestTotal › test_sum', seconds: 0.5 },
      { name: 'a › c', seconds: 0.2 },
      { name: 'a › b', seconds: 0.1 },
    ],
  })
})

test('is the same when it comes in parts', () => {
  expect(read(REPORT, 7)).toEqual(read(REPORT))
})

test('a suite that claims more failures than it has cases for has failed', () => {
  expect(read('<testsuite tests="0" errors="1" failures="2"/>')).toMatchObject({ tests: 0, failed: 3 })
  expect(read('<testsuite failures="x"><testcase name="a"/></testsuite>')).toMatchObject({
    tests: 1,
    failed: 0,
  })
})

test('characters that XML does not allow are replaced and counted', () => {
  const text = '<testsuite><testcase name="a"><failure message="\u001b[31mred\0"/></testcase></testsuite>'
  expect(read(text)).toMatchObject({ replaced: 2, failures: [{ message: '\ufffd[31mred\ufffd' }] })
})

test('of many failures the first are kept and all are counted', () => {
  const failing = '<testcase name="a"><failure message="m"/></testcase>'.repeat(MAX_FAILURES + 5)
  const report = read(`<testsuite>${failing}</testsuite>`)
  expect(report.failures).toHaveLength(MAX_FAILURES)
  expect(report.failed).toBe(MAX_FAILURES + 5)
  const both = combineReports([report, report])
  expect(both).toMatchObject({ failed: 2 * (MAX_FAILURES + 5), tests: 2 * (MAX_FAILURES + 5) })
  expect(both.failures).toHaveLength(MAX_FAILURES)
})

const BOMB = `<!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}">]><testsuite>&b;</testsuite>`
const XXE =
  '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&x;"/></testsuite>'

describe('refuses', () => {
  test.each([
    ['a report that was truncated', REPORT.slice(0, -30), 'is not valid XML: unclosed tag'],
    ['an empty file', '', 'is not valid XML: document must contain a root element'],
    ['text', 'no tests ran', 'is not valid XML: text data outside of root node'],
    ['another document', '<coverage/>', 'is no JUnit report: its outermost element is "coverage"'],
    ['an XML bomb', BOMB, 'has a document type'],
    ['a file as an entity', XXE, 'has a document type'],
    ['an unknown entity', '<testsuite>&x;</testsuite>', 'is not valid XML: undefined entity'],
    ['two documents', '<testsuite/><testsuite/>', 'is not valid XML: documents may contain only one root'],
  ])('%s', (_name, text, problem) => {
    expect(() => read(text)).toThrow(problem)
  })
})
