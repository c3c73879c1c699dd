import type { Observations } from './clients-worker.ts'

/** Start and end of a switch, milliseconds since the epoch. */
export interface Window {
  from: number
  to: number
}

export interface Figures {
  name: string
  /** The proxy, such as "nginx 1.22.1". */
  proxy: string
  /** Whether it must not lose requests. */
  promised: boolean
  switches: number
  requests: number
  lost: number
  /** Number of losses by kind. */
  losses: Record<string, number>
  webSocketsCut: number
  /** From the switch to its verification, milliseconds. */
  switchP50: number
  switchP95: number
  /** Latency of requests, milliseconds: in flight during a switch, and all others. */
  duringP99: number
  idleP99: number
}

export interface NotMeasured {
  name: string
  notMeasured: string
}

/** Time after a switch during which responses may still be delayed by it, ms. */
const AFTER = 200
/** Requests sent earlier than this before the first switch are part of the client startup, ms. */
const BEFORE = 1000

export function figuresOf(
  what: Pick<Figures, 'name' | 'proxy' | 'promised'>,
  windows: readonly Window[],
  { sentAt, latency, losses, cut }: Observations,
): Figures {
  const during: number[] = []
  const idle: number[] = []
  const begin = (windows[0]?.from ?? 0) - BEFORE
  sentAt.forEach((sent, index) => {
    if (sent < begin) return
    const took = latency[index] ?? 0
    const near = windows.some(({ from, to }) => sent + took >= from && sent <= to + AFTER)
    ;(near ? during : idle).push(took)
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
    idleP99: percentile(idle, 99),
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
    'idle',
  ]
  const lines = rows.map(row =>
    'notMeasured' in row
      ? [row.name, `not measured: ${row.notMeasured}`]
      : [
          `${row.name}, ${row.proxy}`,
          ...[row.switches, row.requests, row.lost, row.webSocketsCut].map(String),
          ...[row.switchP50, row.switchP95, row.duringP99, row.idleP99].map(time => `${time} ms`),
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
