import { expect, test } from '@jest/globals'
import { chartOf } from '../src/observation.ts'

test('shows the slowest answer of every tenth of a second, before and after the move', () => {
  const samples = [
    { sent: -190, took: 4, good: true },
    { sent: -150, took: 7.2, good: true },
    { sent: 20, took: 30, good: true },
    { sent: 210, took: 5, good: false },
  ]
  expect(chartOf(samples)).toBe(`\`\`\`mermaid
xychart-beta
  title "Slowest answer of the site around the move, ms"
  x-axis "milliseconds after the move" -200 --> 200
  y-axis "ms" 0 --> 30
  line [8, 0, 30, 0, 5]
\`\`\`

4 requests of the action's own through the proxy, 1 failed.
`)
})

test('shows nothing where nothing was asked', () => {
  expect(chartOf([])).toBe('')
})
