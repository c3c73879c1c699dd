import { type Bucket, bucketMs } from '@tsh/sandbox/load/tally'
import type { Report } from './report.ts'

const width = 960
const left = 56
const right = 12
const plot = { top: 24, height: 180 }
const rowHeight = 26

/** Traffic above, the stages on the same time axis below, as one self-contained SVG. */
export function chart(report: Report): string {
  const seconds = halfSeconds(report.traffic.buckets)
  const end = Math.max(1, seconds.at(-1)?.to ?? 0, report.lead + report.seconds.run)
  const x = (second: number) => left + (Math.max(0, second) / end) * (width - left - right)
  const jobs = report.jobs.filter(job => job.start !== undefined)
  const jobTop = plot.top + plot.height + 52
  const height = jobTop + jobs.length * rowHeight + 8
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Requests per second and stages over time">
${slotBands(report, x)}
${axes(end, seconds, x, height)}
${curve(seconds, x)}
${losses(seconds, x)}
${report.traffic.switches.map(change => switchLine(change.at / 1000, change.to, x, height)).join('\n')}
${jobs.map((job, index) => jobBar(report, job, jobTop + index * rowHeight, x)).join('\n')}
</svg>`
}

interface Span {
  from: number
  to: number
  rate: number
  lost: number
}

/** Half-second intervals are smooth enough for a curve and fine enough to show a gap. */
function halfSeconds(buckets: readonly Bucket[]): Span[] {
  const end = (buckets.at(-1)?.at ?? 0) / 1000
  const spans: Span[] = []
  for (let from = 0; from < end; from += 0.5) {
    const inside = buckets.filter(bucket => bucket.at / 1000 >= from && bucket.at / 1000 < from + 0.5)
    const total = (key: 'requests' | 'lost') => inside.reduce((sum, bucket) => sum + bucket[key], 0)
    spans.push({
      from,
      to: from + 0.5,
      rate: (total('requests') - total('lost')) * 2,
      lost: total('lost'),
    })
  }
  return spans
}

type Scale = (second: number) => number

const peak = (spans: readonly Span[]): number => Math.max(50, ...spans.map(({ rate }) => rate)) * 1.1
const y = (rate: number, top: number): number => plot.top + plot.height * (1 - rate / top)

/** The slot that serves requests, from one change to the next. */
function slotBands(report: Report, x: Scale): string {
  const { buckets, switches } = report.traffic
  const first = buckets.flatMap(bucket => Object.keys(bucket.slots))[0]
  const end = ((buckets.at(-1)?.at ?? 0) + bucketMs) / 1000
  const starts = [{ at: 0, to: first }, ...switches]
  return starts
    .map(({ at, to }, index) => {
      const [from, until] = [x(at / 1000), x((starts[index + 1]?.at ?? end * 1000) / 1000)]
      const place = `x="${fixed(from)}" width="${fixed(until - from)}" y="${plot.top}" height="${plot.height}"`
      return to ? `<rect class="band ${slotColour(report, to)}" ${place}/>` : ''
    })
    .join('')
}

/** The class of a slot's colour in the page. */
export const slotColour = ({ slotNames }: Pick<Report, 'slotNames'>, slot: string): string =>
  ['blue', 'green'][slotNames.indexOf(slot)] ?? 'app'

function axes(end: number, spans: readonly Span[], x: Scale, height: number): string {
  const top = peak(spans)
  const step = [1, 2, 5, 10, 20, 30, 60, 120].find(size => end / size <= 12) ?? 300
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step)
  const vertical = ticks.map(
    tick =>
      `<line class="grid" x1="${fixed(x(tick))}" x2="${fixed(x(tick))}" y1="${plot.top}" y2="${height}"/><text class="tick" x="${fixed(x(tick))}" y="${plot.top + plot.height + 16}" text-anchor="middle">${tick} s</text>`,
  )
  const rates = [0, 50, 100, 150, 200, 300, 400].filter(rate => rate <= top)
  const horizontal = rates.map(
    rate =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${fixed(y(rate, top))}" y2="${fixed(y(rate, top))}"/><text class="tick" x="${left - 8}" y="${fixed(y(rate, top) + 4)}" text-anchor="end">${rate}</text>`,
  )
  return `${[...vertical, ...horizontal].join('')}<text class="tick" x="${left - 8}" y="14" text-anchor="end">req/s</text>`
}

function curve(spans: readonly Span[], x: Scale): string {
  const top = peak(spans)
  // The last interval is truncated by the end of the load and would look like a drop.
  const points = spans
    .slice(0, -1)
    .map(({ from, to, rate }) => `${fixed(x((from + to) / 2))},${fixed(y(rate, top))}`)
  return `<polyline class="rate" points="${points.join(' ')}"/>`
}

const losses = (spans: readonly Span[], x: Scale): string =>
  spans
    .filter(({ lost }) => lost > 0)
    .map(
      ({ from, lost }) =>
        `<g class="lost"><title>${lost} lost</title><rect x="${fixed(x(from))}" y="${plot.top}" width="${fixed(Math.max(3, x(0.5) - x(0)))}" height="${plot.height}"/></g>`,
    )
    .join('')

function switchLine(at: number, to: string, x: Scale, height: number): string {
  const place = fixed(x(at))
  return `<line class="switch" x1="${place}" x2="${place}" y1="${plot.top - 6}" y2="${height}"/><text class="switch-label" x="${place}" y="13" text-anchor="middle">→ ${to}</text>`
}

function jobBar(report: Report, job: Report['jobs'][number], top: number, x: Scale): string {
  const from = x(report.lead + (job.start ?? 0))
  const length = Math.max(3, x(report.lead + (job.start ?? 0) + job.seconds) - from)
  const label = `${job.name} ${job.seconds.toFixed(1)} s`
  const outside = from + length + 8 + label.length * 7 < width
  const place = outside ? `x="${fixed(from + length + 6)}"` : `x="${fixed(from - 6)}" text-anchor="end"`
  return `<rect class="job ${job.result}" x="${fixed(from)}" y="${top}" width="${fixed(length)}" height="16" rx="3"/><text class="job-label" ${place} y="${top + 12}">${label}</text>`
}

const fixed = (value: number): string => value.toFixed(1)
