import type { Seen } from './clients-worker.ts'

/** From when to when a switch took, milliseconds since the epoch. */
export interface Window {
  from: number
  to: number
}

export interface Figures {
  name: string
  /** What stands in front: "nginx 1.22.1". */
  proxy: string
  /** Whether it must lose nothing. */
  promised: boolean
  switches: number
  requests: number
  lost: number
  /** The kinds of losses and how many of each. */
  losses: Record<string, number>
  webSocketsCut: number
  /** From the move to its proof, milliseconds. */
  switchP50: number
  switchP95: number
  /** Latency of requests, milliseconds: of those under way during a switch, and of all others. */
  duringP99: number
  quietP99: number
}

export interface NotMeasured {
  name: string
  notMeasured: string
}

/** Answers that a switch may have slowed down still come for a while after it, ms. */
const AFTER = 200
/** What is sent earlier than this before the first switch belongs to the start of the clients, ms. */
const BEFORE = 1000

export function figuresOf(
  what: Pick<Figures, 'name' | 'proxy' | 'promised'>,
  windows: readonly Window[],
  { sentAt, latency, losses, cut }: Seen,
): Figures {
  const during: number[] = []
  const quiet: number[] = []
  const begin = (windows[0]?.from ?? 0) - BEFORE
  sentAt.forEach((sent, index) => {
    if (sent < begin) return
    const took = latency[index] ?? 0
    const near = windows.some(({ from, to }) => sent + took >= from && sent <= to + AFTER)
    ;(near ? during : quiet).push(took)
  })
  const times = windows.map(({ from, to }) => to - from)
  return {
    ...what,
    switches: windows.length,
    requests: sentAt.length,
    lost: losses.length,
    losses: Object.fromEntries(
      Object.entries(Object.groupBy(losses, loss => loss)).map(([loss, all = []]) => [loss, all.length]),
    ),
    webSocketsCut: cut,
    switchP50: percentile(times, 50),
    switchP95: percentile(times, 95),
    duringP99: percentile(during, 99),
    quietP99: percentile(quiet, 99),
  }
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return Math.round((sorted[Math.ceil((sorted.length * part) / 100) - 1] ?? 0) * 10) / 10
}

export function tableOf(rows: readonly (Figures | NotMeasured)[]): string {
  const head = [
    '',
    'switches',
    'requests',
    'lost',
    'sockets cut',
    'switch p50',
    'p95',
    'requests p99',
    'quiet',
  ]
  const lines = rows.map(row =>
    'notMeasured' in row
      ? [row.name, `not measured: ${row.notMeasured}`]
      : [
          `${row.name}, ${row.proxy}`,
          ...[row.switches, row.requests, row.lost, row.webSocketsCut].map(String),
          ...[row.switchP50, row.switchP95, row.duringP99, row.quietP99].map(time => `${time} ms`),
        ],
  )
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines.filter(line => line.length > 2)].map(line => line[column]?.length ?? 0)),
  )
  const shown = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
  return [head, ...lines].map(shown).join('\n')
}
