/** One request of the action's own to the site, around a switch. */
export interface Sample {
  /** Milliseconds after the move when it was sent; negative before. */
  sent: number
  /** Milliseconds until its answer. */
  took: number
  /** Whether it was answered without an error of the server. */
  good: boolean
}

/** Milliseconds that a point of the chart stands for. */
const STEP = 100

/** What the samples show, in Mermaid (xychart) and a sentence, for the summary; nothing without samples. */
export function chartOf(samples: readonly Sample[]): string {
  if (samples.length === 0) return ''
  const first = Math.floor(Math.min(...samples.map(({ sent }) => sent)) / STEP)
  const last = Math.floor(Math.max(...samples.map(({ sent }) => sent)) / STEP)
  const slowest = Array.from({ length: last - first + 1 }, () => 0)
  for (const { sent, took } of samples) {
    const at = Math.floor(sent / STEP) - first
    slowest[at] = Math.max(slowest[at] ?? 0, Math.ceil(took))
  }
  const failed = samples.filter(({ good }) => !good).length
  const lines = [
    '```mermaid',
    'xychart-beta',
    '  title "Slowest answer of the site around the move, ms"',
    `  x-axis "milliseconds after the move" ${first * STEP} --> ${last * STEP}`,
    `  y-axis "ms" 0 --> ${Math.max(...slowest, 10)}`,
    `  line [${slowest.join(', ')}]`,
    '```',
    '',
    `${samples.length} requests of the action's own through the proxy, ${failed} failed.`,
  ]
  return `${lines.join('\n')}\n`
}
