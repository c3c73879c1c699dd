import { expect, test } from '@jest/globals'
import type { Finding, Severity } from '../src/finding.ts'
import { sorted } from '../src/finding.ts'
import { annotations } from '../src/reports/annotations.ts'
import { standardReference } from '../src/reports/reference.ts'
import { sarifReport } from '../src/reports/sarif.ts'
import { summaryTable, textTable } from '../src/reports/table.ts'
import { RULES } from '../src/rules/index.ts'

const finding = (id: string, severity: Severity, line = 1): Finding => ({
  id,
  severity,
  file: 'a b.yml',
  line,
  message: `${id} is broken`,
  fix: 'Fix it.',
})

const MANY = [
  ...Array.from({ length: 4 }, (_, at) => finding('CMP-3', 'N', at + 1)),
  ...Array.from({ length: 4 }, (_, at) => finding('CON-4', 'W', at + 1)),
  ...Array.from({ length: 4 }, (_, at) => finding('TAG-1', 'E', at + 1)),
]

test('at most ten annotations, errors first', () => {
  const shown = annotations(sorted(MANY), 'enforce')
  expect(shown.map(({ level }) => level)).toEqual([
    ...Array(4).fill('error'),
    ...Array(4).fill('warning'),
    ...Array(2).fill('notice'),
  ])
  expect(shown[0]).toEqual({
    level: 'error',
    file: 'a b.yml',
    line: 1,
    title: 'TAG-1',
    message: 'TAG-1 is broken. Fix it.',
  })
  expect(annotations(sorted(MANY), 'warn').map(({ level }) => level)).not.toContain('error')
})

test('SARIF has a rule for each result, and an encoded URI', () => {
  const { runs } = JSON.parse(sarifReport(sorted(MANY)))
  const [{ tool, results }] = runs
  expect(tool.driver.rules.map(({ id }: { id: string }) => id).sort()).toEqual(['CMP-3', 'CON-4', 'TAG-1'])
  expect(tool.driver.rules[0].helpUri).toMatch(/docs\/standard\.md#[a-z]+-\d+$/)
  expect(results).toHaveLength(12)
  expect(results[0]).toEqual({
    ruleId: 'TAG-1',
    level: 'error',
    message: { text: 'TAG-1 is broken. Fix it.' },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.yml' }, region: { startLine: 1 } } }],
  })
})

test('tables for a terminal and for a summary', () => {
  expect(textTable([finding('TAG-1', 'E')])).toBe(
    'E  TAG-1  a b.yml:1  TAG-1 is broken\n   Fix it.\n\n1 error, 0 warnings, 0 notes',
  )
  expect(summaryTable([finding('TAG-1', 'E')])).toContain('TAG-1 is broken')
  expect(summaryTable(Array(201).fill(finding('TAG-1', 'E')))).toContain('1 more finding')
})

test('the reference has every rule, each with its own id, title and fix', () => {
  const text = standardReference()
  const ids = RULES.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { id, title, fix } of RULES) {
    expect(text).toContain(`</a>${id} | `)
    expect(title).toMatch(/^.+\.$/)
    expect(fix).toMatch(/^.+\.$/)
  }
})
