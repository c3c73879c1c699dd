import { expect, test } from '@jest/globals'
import { history } from '../src/history.ts'

const release = (number: number, changed = {}) => ({
  ...{ version: `v${number}`, at: '2026-01-31T10:00:00.000Z', actor: 'a|b', slot: 'blue' },
  ...{ state: 'switched' as const, wasLive: true },
  ...changed,
})

test('shows the newest ten releases, newest first, and how each ended', () => {
  const releases = [...Array(12).keys()].map(number => release(number))
  const failed = release(12, { state: 'failed', wasLive: false })
  const back = release(13, { state: 'rolled-back' })
  const current = { version: 'v14', at: '2026-02-01T08:30:00.000Z', actor: 'alice', end: 'prepared' }
  const lines = history([...releases, failed, back], { live: 'v11', current })
    .trim()
    .split('\n')
  expect(lines).toHaveLength(4 + 10)
  expect(lines.slice(4, 9)).toEqual([
    '| `v14` | 2026&#45;02&#45;01 08:30 | alice |  | prepared |',
    '| `v13` | 2026&#45;01&#45;31 10:00 | a&#124;b | blue | rolled back |',
    '| `v12` | 2026&#45;01&#45;31 10:00 | a&#124;b | blue | failed |',
    '| `v11` | 2026&#45;01&#45;31 10:00 | a&#124;b | blue | live until now |',
    '| `v10` | 2026&#45;01&#45;31 10:00 | a&#124;b | blue | was live |',
  ])
})

test('version names from the journal and the env file cannot inject Markdown', () => {
  const hostile = 'v1` |\n\n```mermaid\ngraph TD\n![x](https://evil.example)'
  const current = { version: 'v2', at: '', actor: 'alice', end: 'prepared' }
  const lines = history([release(1, { version: hostile, slot: '<b>' })], { live: undefined, current }).split(
    '\n',
  )
  expect(lines.filter(line => line.includes('mermaid'))).toEqual([
    '| `v1   mermaid graph TD ![x](https://evil.example)` | 2026&#45;01&#45;31 10:00 | a&#124;b | &#60;b&#62; | was live |',
  ])
})
