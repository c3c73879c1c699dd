import { readArguments } from '../src/arguments.ts'
import { rehearse } from '../src/rehearse.ts'
import type { Report } from '../src/report/report.ts'

export const minutes = 60_000

/** Rehearses with the actions in dist, as the command would, and says nothing meanwhile. */
export async function rehearsed(...args: string[]): Promise<Report> {
  const watcher = { tell: () => {}, running: () => {}, event: () => {} }
  return (await rehearse(readArguments(args), watcher)).report
}

/** The states that the server's journal went through. */
export const journalStates = (report: Report): string[] =>
  report.journal.map(line => (JSON.parse(line) as { state: string }).state)

/** The results of jobs by name. */
export const results = ({ jobs }: Report): Record<string, string> =>
  Object.fromEntries(jobs.map(({ name, result }) => [name, result]))
