import { escapeMarkdown, inlineCode, UserError, writeSummary } from '@tsh/action'
import { FREE_PORT, PORT_TAKEN } from '@tsh/deployment'
import type { RollbackContext } from './context.ts'
import { RollbackRefused } from './guard-schema.ts'
import type { RollbackInputs } from './inputs.ts'

/** A failed rollback, with the current state and the next command. */
class RollbackFailed extends UserError {}

/**
 * Reports what prevents an automatic rollback before it begins: no connection, the lock, an unknown state. In manual
 * mode the error itself is enough, because no failed run depends on the rollback.
 */
export async function withFailureReport<T>(mode: RollbackInputs['mode'], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (mode === 'manual' || error instanceof RollbackFailed || error instanceof RollbackRefused) throw error
    const why = error instanceof Error ? error.message : String(error)
    await writeSummary(`### Rollback failed\n\nNothing was changed: ${escapeMarkdown(why)}.\n`)
    throw new RollbackFailed(`ROLLBACK FAILED: ${why}. Nothing was changed; manual action required`, {
      cause: error,
    })
  }
}

/** The error of a rollback that failed midway, with the state that it leaves and the next command. */
export async function rollbackFailure(
  cause: unknown,
  { inputs, remote, state, from, to }: RollbackContext,
): Promise<Error> {
  const why = cause instanceof Error ? cause.message : String(cause)
  const slot = await state.proxy?.current().catch(() => undefined)
  const where = slot ? `Traffic is on ${slot}. ` : ''
  const look = `Check "docker ps" and ${inputs.application.path}/.deploy/releases.jsonl on ${remote.name}`
  const next = PORT_TAKEN.test(why) ? `${look}. If no container uses the port: ${FREE_PORT}` : look
  await writeSummary(
    `### Rollback failed\n\nNot rolled back from ${inlineCode(from.version)} to ${inlineCode(to.version)}. ${escapeMarkdown(where)}${escapeMarkdown(next)}.\n`,
  )
  return new RollbackFailed(
    `ROLLBACK FAILED (from ${from.version} to ${to.version}): ${why}. ${where}${next}; manual action required`,
    { cause },
  )
}
