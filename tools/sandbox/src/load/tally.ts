/** One tenth of a second of traffic. */
export interface Bucket {
  /** Milliseconds since the start of the load. */
  at: number
  requests: number
  lost: number
  /** Slowest and mean response, in milliseconds. */
  slowest: number
  mean: number
  /** Responses by X-Deployment-Slot. */
  slots: Record<string, number>
}

export interface Traffic {
  startedAt: number
  requests: number
  lost: number
  buckets: Bucket[]
  /** Changes of the responding slot, in order. */
  switches: Switch[]
  /** The first losses as text. */
  losses: string[]
}

export interface Switch {
  from: string
  to: string
  /** First response of the new slot, in milliseconds since the start of the load. */
  at: number
  /** From the first response of the new slot to the last one of the old slot; 0 when clean. */
  overlapMs: number
}

export interface LoadResponse {
  /** Milliseconds since the start of the load. */
  sentAt: number
  at: number
  slot: string | undefined
  /** Why the request is lost. */
  lost?: string
}

export const bucketMs = 100
/** A response of the old slot to a request sent this long after the switch is a switch back, not a straggler. */
const lateMs = 100

/** Requests lost outside of periods, given in milliseconds since the start of the load. */
export function lostOutside({ buckets }: Traffic, ...times: { from: number; to: number }[]): number {
  const outside = buckets.filter(({ at }) => times.every(({ from, to }) => at + bucketMs <= from || at > to))
  return outside.reduce((sum, { lost }) => sum + lost, 0)
}

/** Aggregates responses into buckets and detects slot switches. */
export class Tally {
  private readonly buckets = new Map<number, Bucket>()
  private readonly seen: { slot: string; first: number; last: number }[] = []
  private readonly losses: string[] = []
  private requests = 0
  private lost = 0
  /** Requests sent before this time are not lost. */
  private liveAt: number

  /** @param startsEmpty whether nothing runs yet, so that no request is lost before the first answer */
  constructor(startsEmpty = false) {
    this.liveAt = startsEmpty ? Number.POSITIVE_INFINITY : 0
  }

  add(response: LoadResponse): void {
    if (response.lost === undefined) this.liveAt = Math.min(this.liveAt, response.at)
    else if (response.sentAt < this.liveAt) return
    const bucket = this.bucket(response.at)
    const latency = response.at - response.sentAt
    this.requests++
    bucket.mean = (bucket.mean * bucket.requests + latency) / (bucket.requests + 1)
    bucket.requests++
    bucket.slowest = Math.max(bucket.slowest, latency)
    if (response.lost !== undefined) {
      this.lost++
      bucket.lost++
      if (this.losses.length < 20) this.losses.push(`${(response.at / 1000).toFixed(1)} s: ${response.lost}`)
    } else if (response.slot) {
      bucket.slots[response.slot] = (bucket.slots[response.slot] ?? 0) + 1
      this.notice(response.slot, response)
    }
  }

  /** A request sent before the switch may be answered after it, so the send time determines the order. */
  private notice(slot: string, { sentAt, at }: LoadResponse): void {
    const current = this.seen.at(-1)
    const previous = this.seen.at(-2)
    if (current?.slot === slot) current.last = Math.max(current.last, at)
    else if (previous?.slot === slot && sentAt < (current?.first ?? 0) + lateMs)
      previous.last = Math.max(previous.last, at)
    else this.seen.push({ slot, first: at, last: at })
  }

  traffic(startedAt: number): Traffic {
    const buckets = [...this.buckets.values()].sort((one, other) => one.at - other.at)
    return {
      startedAt,
      requests: this.requests,
      lost: this.lost,
      buckets,
      switches: this.switches(),
      losses: this.losses,
    }
  }

  /** The currently responding slot. */
  get slot(): string | undefined {
    return this.seen.at(-1)?.slot
  }

  get counts(): { requests: number; lost: number } {
    return { requests: this.requests, lost: this.lost }
  }

  private switches(): Switch[] {
    return this.seen.slice(1).map((span, index) => {
      const before = this.seen[index] ?? span
      return {
        from: before.slot,
        to: span.slot,
        at: span.first,
        overlapMs: Math.max(0, Math.round(before.last - span.first)),
      }
    })
  }

  private bucket(at: number): Bucket {
    const start = Math.floor(at / bucketMs) * bucketMs
    const existing = this.buckets.get(start)
    if (existing) return existing
    const fresh = { at: start, requests: 0, lost: 0, slowest: 0, mean: 0, slots: {} }
    this.buckets.set(start, fresh)
    return fresh
  }
}
