import { expect } from '@jest/globals'
import { treeInUse } from '@tsh/bundles'
import { readArguments } from '../../src/arguments.ts'
import { rehearse } from '../../src/rehearse.ts'
import type { Report } from '../../src/report/report.ts'

/** Fewer than in a manual rehearsal, because most of its CPU time goes to visitors. */
const REQUESTS_PER_SECOND = 30

/** Rehearses a build of the current sources like the command, without output. */
export async function rehearsed(...args: string[]): Promise<Report> {
  process.env.TSH_BUNDLES = await treeInUse()
  const watcher = { log: () => {}, running: () => {}, event: () => {} }
  return (await rehearse(readArguments(args), watcher, REQUESTS_PER_SECOND)).report
}

/** The states in the server's journal. */
export const journalStates = (report: Report): string[] =>
  report.journal.map(line => (JSON.parse(line) as { state: string }).state)

/** The results of jobs by name. */
export const results = ({ jobs }: Report): Record<string, string> =>
  Object.fromEntries(jobs.map(({ name, result }) => [name, result]))

/** Production still serves the old version from the old slot, and lost no request. */
export function expectOldVersionLive(report: Report): void {
  expect(report.live).toMatchObject({ slot: 'blue', version: report.previous })
  expect(report.traffic.lost).toBe(0)
}
