import { type Bucket, bucketMs } from '@tsh/sandbox/load/tally'
import { type ChecklistItem, type JobReport, type Report, verdict } from './report.ts'

const marks: Record<string, string> = { success: '✓', failure: '✗', cancelled: '■', skipped: '–' }

export const mark = (result: string): string => marks[result] ?? '?'

/** The whole report for a terminal of at least 80 columns. */
export function textReport(report: Report): string {
  const parts = [
    `${report.problems.length ? '✗' : '✓'} ${report.outcome}: ${verdict(report)}`,
    table(report.jobs, report.seconds.run),
    facts(report),
    trafficText(report),
    ...checklistText(report.checklist),
    ...report.messages.map(message => `Telegram message\n${indent(message)}`),
    ...(report.failures.length ? [`Failed\n${report.failures.map(line => indent(line)).join('\n')}`] : []),
    ...(report.output.length ? [`Output before the first failure\n${indent(report.output.join('\n'))}`] : []),
    ...(report.problems.length
      ? [`Not as expected\n${report.problems.map(line => `  ✗ ${line}`).join('\n')}`]
      : []),
  ]
  return parts.map(part => part.replace(/[ \t]+$/gm, '')).join('\n\n')
}

const stateMarks: Record<ChecklistItem['state'], string> = {
  proven: '✓',
  skipped: '■',
  'not-applicable': '–',
  missing: '✗',
}

function checklistText(items: readonly ChecklistItem[]): string[] {
  if (items.length === 0) return []
  const width = Math.max(...items.map(({ id }) => id.length))
  const lines = items.map(({ id, state, text }) => `  ${stateMarks[state]} ${id.padEnd(width)}  ${text}`)
  return [`Checklist\n${lines.join('\n')}`]
}

const barWidth = 34

/** Stages with their result, time and place on the timeline. */
function table(jobs: readonly JobReport[], total: number): string {
  const width = Math.max(...jobs.map(job => job.name.length), 5)
  return [
    'Stages',
    ...jobs.map(
      job => `  ${mark(job.result)} ${job.name.padEnd(width)}  ${seconds(job)}  ${bar(job, total)}`,
    ),
  ].join('\n')
}

const seconds = (job: JobReport): string =>
  job.start === undefined ? job.result.padStart(8) : `${job.seconds.toFixed(1).padStart(6)} s`

function bar(job: JobReport, total: number): string {
  if (job.start === undefined || total <= 0) return ''
  const from = Math.min(barWidth - 1, Math.round((job.start / total) * barWidth))
  const length = Math.max(1, Math.min(barWidth - from, Math.round((job.seconds / total) * barWidth)))
  return `${'·'.repeat(from)}${'━'.repeat(length)}${'·'.repeat(barWidth - from - length)}`
}

function facts(report: Report): string {
  const { traffic, seconds: spent } = report
  const rows: [string, string][] = [
    ['sandbox', report.sandbox],
    ['release', report.release || '(none)'],
    ['before', report.previous],
    [
      'live now',
      [report.live.version || '(no response)', report.slots ? `slot ${report.live.slot}` : 'in place'].join(
        ', ',
      ),
    ],
    ['requests', `${traffic.requests}, ${traffic.lost} lost`],
    [report.slots ? 'switch' : 'interruption', `${report.switchMs} ms`],
  ]
  if (report.rollbackSeconds !== undefined)
    rows.push(['rollback', `${report.rollbackSeconds.toFixed(1)} s from verdict to traffic`])
  for (const { key, size } of report.objects) rows.push(['in S3', `${key}, ${size} bytes`])
  rows.push(['time', `${spent.preparation.toFixed(0)} s to prepare, ${spent.run.toFixed(0)} s for the run`])
  return rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}`).join('\n')
}

const levels = ' ▁▂▃▄▅▆▇█'

const columns = 72

/** Requests over time in one line, the live slot below, losses below that. */
function trafficText({ traffic }: Report): string {
  const end = (traffic.buckets.at(-1)?.at ?? 0) + bucketMs
  // A cell contains whole buckets; otherwise the curve shows artifacts.
  const step = Math.ceil(end / bucketMs / columns) * bucketMs
  const cells = Array.from({ length: Math.ceil(end / step) }, (_, index) =>
    cell(traffic.buckets, index * step, (index + 1) * step),
  )
  const peak = Math.max(1, ...cells.map(({ requests }) => requests))
  const curve = cells.map(({ requests }) => levels[Math.ceil((requests / peak) * 8)]).join('')
  const slots = cells.map(({ slot }) => slot?.[0] ?? ' ').join('')
  const lost = cells.map(({ lost }) => (lost ? '✗' : ' ')).join('')
  const scale = `0 s${`${(end / 1000).toFixed(0)} s`.padStart(Math.max(0, cells.length - 3))}`
  const title = `Traffic (top: ${Math.round((peak * 1000) / step)} requests/s; letters: live slot${lost.trim() ? '; ✗: lost' : ''})`
  const rows = [title, indent(curve), indent(slots)]
  if (lost.trim()) rows.push(indent(lost), ...traffic.losses.slice(0, 5).map(indent))
  return [...rows, indent(scale)].join('\n')
}

function cell(
  buckets: readonly Bucket[],
  from: number,
  to: number,
): { requests: number; lost: number; slot: string | undefined } {
  const inside = buckets.filter(bucket => bucket.at >= from && bucket.at < to)
  const slots = inside.flatMap(bucket => Object.keys(bucket.slots))
  const sum = (key: 'requests' | 'lost') => inside.reduce((total, bucket) => total + bucket[key], 0)
  return { requests: sum('requests'), lost: sum('lost'), slot: slots.at(-1) }
}

const indent = (text: string): string => text.replace(/^/gm, '  ').trimEnd()
