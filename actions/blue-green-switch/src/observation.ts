/** One probe request to the site, around a switch. */
export interface Sample {
  /** When it was sent, in milliseconds after the move; negative before it. */
  sent: number
  /** Milliseconds until the response. */
  took: number
  /** Whether the response was not a server error. */
  good: boolean
}

/** Those that were sent after the first good response; the first release of a site cannot lose a request before. */
export function sinceFirstResponse(samples: readonly Sample[]): Sample[] {
  const answered = samples.filter(({ good }) => good).map(({ sent }) => sent)
  return samples.filter(({ sent }) => sent >= Math.min(...answered))
}

/** Resolution of the chart. */
const STEP_MS = 100

/** The samples as a Mermaid chart (xychart) and a sentence, for the summary; empty without samples. */
export function chartOf(samples: readonly Sample[]): string {
  if (samples.length === 0) return ''
  const first = Math.floor(Math.min(...samples.map(({ sent }) => sent)) / STEP_MS)
  const last = Math.floor(Math.max(...samples.map(({ sent }) => sent)) / STEP_MS)
  const slowest = Array.from({ length: last - first + 1 }, () => 0)
  for (const { sent, took } of samples) {
    const at = Math.floor(sent / STEP_MS) - first
    slowest[at] = Math.max(slowest[at] ?? 0, Math.ceil(took))
  }
  const failed = samples.filter(({ good }) => !good).length
  const lines = [
    '```mermaid',
    'xychart-beta',
    '  title "Slowest response around the switch, ms"',
    `  x-axis "milliseconds after the move" ${first * STEP_MS} --> ${last * STEP_MS}`,
    `  y-axis "ms" 0 --> ${Math.max(...slowest, 10)}`,
    `  line [${slowest.join(', ')}]`,
    '```',
    '',
    `${samples.length} probe requests through the proxy, ${failed} failed.`,
  ]
  return `${lines.join('\n')}\n`
}
