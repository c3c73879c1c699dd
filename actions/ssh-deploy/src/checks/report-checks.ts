import { log, writeSummary } from '@tsh/action'
import { type Check, requirePassed } from './check.ts'
import { checksTable } from './checks-table.ts'

/** Shows all checks in one table of the summary. @throws UserError with all problems */
export async function reportChecks(checks: readonly Check[]): Promise<void> {
  await writeSummary(`### Pre-flight\n\n${checksTable(checks)}\n`)
  for (const { name, found, problems, isSkipped } of checks)
    if (problems.length === 0) log.info(`${name}: ${isSkipped ? 'not checked, ' : ''}${found}`)
  requirePassed(checks)
}
