import { expect } from '@jest/globals'
import { treeInUse } from '@tsh/bundles'
import { readArguments } from '../../src/arguments.ts'
import { rehearse } from '../../src/rehearse.ts'
import type { Report } from '../../src/report/report.ts'

/** Fewer than a rehearsal by hand has, since most of what one costs are its visitors. */
const REQUESTS_PER_SECOND = 30

/** Rehearses the actions as the present sources build them, as the command would, and prints nothing. */
export async function rehearsed(...args: string[]): Promise<Report> {
  process.env.TSH_BUNDLES = await treeInUse()
  const watcher = { tell: () => {}, running: () => {}, event: () => {} }
  return (await rehearse(readArguments(args), watcher, REQUESTS_PER_SECOND)).report
}

/** The states that the server's journal went through. */
export const journalStates = (report: Report): string[] =>
  report.journal.map(line => (JSON.parse(line) as { state: string }).state)

/** The results of jobs by name. */
export const results = ({ jobs }: Report): Record<string, string> =>
  Object.fromEntries(jobs.map(({ name, result }) => [name, result]))

/** Production still answers from its old slot, with the old version, and lost no request. */
export function expectOldVersionLive(report: Report): void {
  expect(report.live).toMatchObject({ slot: 'blue', version: report.previous })
  expect(report.traffic.lost).toBe(0)
}
