import { expect, test } from '@jest/globals'
import { chartOf, sinceFirstResponse } from '../src/observation.ts'

test('shows the slowest response of every tenth of a second, before and after the move', () => {
  const samples = [
    { sent: -190, took: 4, good: true },
    { sent: -150, took: 7.2, good: true },
    { sent: 20, took: 30, good: true },
    { sent: 210, took: 5, good: false },
  ]
  expect(chartOf(samples)).toBe(`\`\`\`mermaid
xychart-beta
  title "Slowest response around the switch, ms"
  x-axis "milliseconds after the move" -200 --> 200
  y-axis "ms" 0 --> 30
  line [8, 0, 30, 0, 5]
\`\`\`

4 probe requests through the proxy, 1 failed.
`)
})

test('shows nothing without samples', () => {
  expect(chartOf([])).toBe('')
})

test('the first response of a site ends the time without one', () => {
  const sample = (sent: number, good: boolean) => ({ sent, took: 1, good })
  const samples = [
    sample(-50, false),
    sample(50, false),
    sample(20, true),
    sample(0, false),
    sample(90, true),
  ]
  expect(sinceFirstResponse(samples)).toEqual([sample(50, false), sample(20, true), sample(90, true)])
})

test('a site that never responds has lost nothing', () => {
  expect(sinceFirstResponse([{ sent: 0, took: 1, good: false }])).toEqual([])
})
