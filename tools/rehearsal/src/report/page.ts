import { chart, slotColour } from './chart.ts'
import { type Report, verdict } from './report.ts'
import { style } from './style.ts'
import { mark } from './text.ts'

/** The report as one self-contained page. */
export function pageReport(report: Report): string {
  const passed = report.problems.length === 0
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rehearsal: ${escapeHtml(report.repository)} ${report.environment}, ${report.outcome}</title>
<style>${style}</style>
<main>
<header>
<p class="kicker">Rehearsal of ${escapeHtml(report.repository)}, ${report.environment}, ${escapeHtml(report.startedAt.slice(0, 16).replace('T', ' '))} UTC</p>
<h1><span class="badge ${passed ? 'good' : 'bad'}">${report.outcome}</span> ${escapeHtml(verdict(report))}</h1>
</header>
${problems(report)}
${figures(report)}
<section>
<h2>Traffic and stages</h2>
${chart(report)}
<p class="legend">${legend(report)}</p>
</section>
<section><h2>Stages</h2>${table(report)}</section>
${list('Why it failed', report.failures)}
${report.messages.length ? `<section><h2>Telegram message</h2>${report.messages.map(message => `<pre class="message">${escapeHtml(message)}</pre>`).join('')}</section>` : ''}
${written(report)}
</main>
</html>
`
}

function figures(report: Report): string {
  const { traffic } = report
  const cells: [string, string, string?][] = [
    [traffic.requests.toLocaleString('en'), 'requests'],
    [String(traffic.lost), 'lost', traffic.lost ? 'bad' : 'good'],
    [`${report.switchMs} ms`, report.slots ? 'both slots serving' : 'interruption'],
    [`${report.seconds.run.toFixed(0)} s`, 'run'],
    [`${report.seconds.preparation.toFixed(0)} s`, 'preparation'],
  ]
  if (report.rollbackSeconds !== undefined)
    cells.splice(3, 0, [`${report.rollbackSeconds.toFixed(1)} s`, 'verdict to old traffic'])
  return `<dl class="figures">${cells.map(([value, name, kind = '']) => `<div><dd class="${kind}">${value}</dd><dt>${name}</dt></div>`).join('')}</dl>`
}

function legend(report: Report): string {
  const slots = report.slots
    ? report.slotNames
        .map(slot => `<span class="key ${slotColour(report, slot)}"></span>slot ${escapeHtml(slot)} `)
        .join('')
    : '<span class="key app"></span>the service '
  return `${slots}<span class="key line"></span>successful requests per second${report.traffic.lost ? ' <span class="key lost"></span>lost requests' : ''}`
}

function table(report: Report): string {
  const rows = report.jobs.map(job => {
    const time = job.start === undefined ? '' : `${job.seconds.toFixed(1)} s`
    const start = job.start === undefined ? '' : `${job.start.toFixed(1)} s`
    return `<tr class="${job.result}"><td>${mark(job.result)}</td><td>${escapeHtml(job.name)}</td><td>${job.result}</td><td class="number">${start}</td><td class="number">${time}</td></tr>`
  })
  return `<table><thead><tr><th></th><th>Stage</th><th>Result</th><th class="number">Started at</th><th class="number">Duration</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function written(report: Report): string {
  const lines = [
    `Sandbox: ${report.sandbox}`,
    `Server: ${report.live.version || 'nothing'} is live${report.slots ? ` in slot ${report.live.slot}` : ''}; before: ${report.previous}.`,
    ...report.objects.map(({ key, size }) => `S3: ${key} (${size.toLocaleString('en')} bytes)`),
    `Journal: ${report.journal.length} lines`,
  ]
  return list('Results', lines)
}

const problems = (report: Report): string =>
  report.problems.length
    ? `<section class="problems"><h2>Not as expected</h2><ul>${report.problems.map(item).join('')}</ul></section>`
    : ''

const list = (title: string, lines: readonly string[]): string =>
  lines.length ? `<section><h2>${title}</h2><ul>${lines.map(item).join('')}</ul></section>` : ''

const item = (line: string): string => `<li>${escapeHtml(line)}</li>`

const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character,
  )
