import { escapeMarkdown, inlineCode, UserError, writeSummary } from '@tsh/action'
import { FREE_PORT, PORT_TAKEN } from '@tsh/deployment'
import type { Journey } from './context.ts'
import { RollbackRefused } from './guard-schema.ts'
import type { RollbackInputs } from './inputs.ts'

/** A rollback that failed, told with the state and the next command. */
class RollbackFailed extends UserError {}

/**
 * Tells what stops an automatic rollback before it has begun: no connection, the lock, a state that cannot be told. A
 * person who has asked for what there is not is answered by name; no run that has failed is left as it is then.
 */
export async function failingLoudly<T>(mode: RollbackInputs['mode'], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (mode === 'manual' || cause instanceof RollbackFailed || cause instanceof RollbackRefused) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    await writeSummary(`### Rollback failed\n\nNothing was changed: ${escapeMarkdown(why)}.\n`)
    throw new RollbackFailed(`ROLLBACK FAILED: ${why}. Nothing was changed; manual action needed`, { cause })
  }
}

/** What a rollback that failed on its way leaves, and the next command. */
export async function failed(cause: unknown, { inputs, remote, state, from, to }: Journey): Promise<Error> {
  const why = cause instanceof Error ? cause.message : String(cause)
  const slot = await state.proxy?.current().catch(() => undefined)
  const where = slot ? `Traffic is on ${slot}. ` : ''
  const look = `Look at "docker ps" and ${inputs.application.path}/.deploy/releases.jsonl on ${remote.name}`
  const next = PORT_TAKEN.test(why) ? `${look}. When no container has the port: ${FREE_PORT}` : look
  await writeSummary(
    `### Rollback failed\n\nNot rolled back from ${inlineCode(from.version)} to ${inlineCode(to.version)}. ${escapeMarkdown(where)}${escapeMarkdown(next)}.\n`,
  )
  return new RollbackFailed(
    `ROLLBACK FAILED on the way from ${from.version} to ${to.version}: ${why}. ${where}${next}; manual action needed`,
    { cause },
  )
}
