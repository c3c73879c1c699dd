import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Evidence } from '../conclude.ts'
import { pageReport } from './page.ts'
import { resultOf } from './report.ts'

/** Writes the page and all captured output into a dedicated folder. @returns the path of the page */
export function writeReport(evidence: Evidence, projectFolder: string): string {
  const { report, texts } = evidence
  const time = report.startedAt.slice(0, 19).replaceAll(':', '-')
  const folder = join(projectFolder, '.rehearsal', `${time}-${report.id}`)
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
  writeFileSync(join(folder, 'result.json'), `${JSON.stringify(resultOf(report), null, 2)}\n`)
  const page = join(folder, 'report.html')
  writeFileSync(page, pageReport(report))
  return page
}
