import { UserError } from './errors.ts'
import { renamedInputProblems } from './inputs/renamed-input-problems.ts'
import { log } from './log/log.ts'

/**
 * Runs an action and owns its end: a `UserError` becomes one error line for each problem, anything else is
 * reported with its stack in the log. Nobody else sets the exit code.
 *
 * @param action the name of the action, which every error line starts with
 */
export async function run(action: string, main: () => Promise<void>): Promise<void> {
  // Node ends with exit code 0 when it waits for something that can no longer come, such as an answer over a lost
  // connection. So a run counts as failed until it has come to its end.
  process.exitCode = 1
  const unfinished = (): void =>
    report(action, new UserError('ended before its work was done; its last step got no answer'))
  process.once('exit', unfinished)
  try {
    const renamed = renamedInputProblems(action)
    if (renamed.length > 0) throw new UserError(renamed)
    await main()
    process.exitCode = 0
  } catch (cause) {
    report(action, cause)
  } finally {
    process.removeListener('exit', unfinished)
  }
}

function report(action: string, cause: unknown): void {
  if (cause instanceof UserError) {
    for (const problem of cause.problems) log.error(`${action}: ${sentence(problem)}`, action)
    if (cause.cause instanceof Error) log.debug(cause.cause.stack ?? cause.cause.message)
    return
  }
  const bug = cause instanceof Error ? cause : new Error(String(cause))
  for (const line of (bug.stack ?? bug.message).split('\n')) log.untrusted(line)
  log.error(
    `${action}: unexpected error, probably a defect of this action: ${bug.message}. The log has its stack.`,
    action,
  )
}

function sentence(text: string): string {
  return /[.!?)]$/.test(text) ? text : `${text}.`
}
