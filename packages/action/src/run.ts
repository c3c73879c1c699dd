import { UserError } from './errors.ts'
import { renamedInputProblems } from './inputs/renamed-input-problems.ts'
import { log } from './log/log.ts'

/**
 * Runs an action and reports its result: a `UserError` becomes one error line per problem, any other error is logged
 * with its stack trace. Nothing else sets the exit code.
 *
 * @param action name of the action, which prefixes every error line
 */
export async function run(action: string, main: () => Promise<void>): Promise<void> {
  // Node exits with code 0 when it waits for something that can no longer happen, such as a response over a lost
  // connection. So a run counts as failed until it is complete.
  process.exitCode = 1
  const unfinished = (): void =>
    report(action, new UserError('exited early: the last operation never returned'))
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
    `${action}: unexpected error, probably a bug in this action: ${bug.message}. See the stack trace in the log.`,
    action,
  )
}

function sentence(text: string): string {
  return /[.!?)]$/.test(text) ? text : `${text}.`
}
