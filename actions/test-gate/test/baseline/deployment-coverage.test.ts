import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { coverageIn, dropProblem } from '../../src/baseline/deployment-coverage.ts'
import { zipEntry } from '../../src/baseline/zip-entry.ts'
import { zipOf } from './zip.ts'

const deployment = {
  schema: 'tsh.deployment/1',
  outcome: 'deployed',
  version: 'v1',
  tests: { coverage: 81.4 },
}

describe('the coverage of a deployment', () => {
  test.each<[string, unknown, number | undefined]>([
    ['is read', deployment, 81.4],
    ['is unknown when nothing was deployed', { ...deployment, outcome: 'rolled-back' }, undefined],
    ['is unknown when it was not measured', { ...deployment, tests: {} }, undefined],
    ['is unknown in another file', { ...deployment, schema: 'other/1' }, undefined],
    ['is unknown in a list', [deployment], undefined],
  ])('%s', (_name, file, coverage) => {
    expect(coverageIn(JSON.stringify(file))?.coverage).toBe(coverage)
  })

  test('is unknown in what is no JSON', () => {
    expect(coverageIn('{')).toBeUndefined()
    expect(coverageIn('null')).toBeUndefined()
  })
})

describe('a drop', () => {
  const baseline = { version: 'v1', coverage: 81.4 }
  test.each<[number | undefined, number, string | undefined]>([
    [80.4, 1, undefined],
    [90, 0, undefined],
    [80.3, 1, 'coverage is 80.3 % of lines, 1.1 points below the 81.4 % of v1; "coverage-max-drop" is 1'],
    [81.3, 0, '0.1 points below'],
    [undefined, 100, 'coverage is unknown, and was 81.4 % for v1'],
  ])('to %s with at most %s', (percent, maxDrop, problem) => {
    const found = dropProblem(percent, baseline, maxDrop)
    expect(found).toEqual(problem && expect.stringContaining(problem))
  })
})

describe('a ZIP archive', () => {
  const text = 'a text that repeats, a text that repeats'
  test.each([['stored', 0] as const, ['deflated', 8] as const])('%s', (_name, method) => {
    const content = method === 0 ? Buffer.from(text) : deflateRawSync(text)
    const zip = zipOf([
      { name: 'other.json', content: Buffer.from('{}'), method: 0 },
      { name: 'deployment.json', content, method },
    ])
    expect(zipEntry(zip, 'deployment.json')).toBe(text)
    expect(zipEntry(zip, 'absent.json')).toBeUndefined()
  })

  test('that is damaged is refused', () => {
    const zip = zipOf([{ name: 'a', content: deflateRawSync(text), method: 8 }])
    expect(() => zipEntry(zip.subarray(0, -5), 'a')).toThrow('is not a ZIP archive')
    expect(() => zipEntry(Buffer.concat([Buffer.alloc(9), zip]), 'a')).toThrow('has a damaged directory')
    const bomb = zipOf([{ name: 'a', content: deflateRawSync(Buffer.alloc(5 * 1024 * 1024)), method: 8 }])
    expect(() => zipEntry(bomb, 'a')).toThrow(/larger than/)
  })
})
