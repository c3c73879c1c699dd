import { escapeMarkdown, log, table, UserError, writeSummary } from '@tsh/action'
import type { Slot } from '@tsh/deployment'
import type { Journey } from './slot-back.ts'
import type { WayBack } from './way-back.ts'

export async function reportNothing({ why, live }: Extract<WayBack, { kind: 'nothing' }>): Promise<void> {
  log.info(`Nothing to roll back: ${why}. Live: ${live}`)
  await writeSummary(`### Rollback\n\nNothing to do: ${why}. Live: \`${live}\`.\n`)
}

export async function reportPlan({ from, to }: Journey): Promise<void> {
  log.info(`Nothing was changed. A rollback would go from ${from.version} to ${to.version}`)
  await writeSummary(
    `### Rollback planned\n\nNothing was changed. A rollback would go from \`${from.version}\` to \`${to.version}\` (commit \`${to.sha}\`).\n`,
  )
}

export async function reportRolledBack(
  { from, to }: Journey,
  slot: Slot | undefined,
  milliseconds: number,
): Promise<void> {
  const time = `${(milliseconds / 1000).toFixed(1)} s`
  const row = [`\`${from.version}\``, `\`${to.version}\``, slot ?? 'in place', time]
  await writeSummary(`### Rolled back\n\n${table(['From', 'To', 'Where', 'Time'], [row])}\n`)
  log.info(`Rolled back to ${to.version} in ${time}`)
}

/** A rollback that could not even be decided has changed nothing, and that is what has to be told. */
export async function failedToDecide(cause: unknown): Promise<Error> {
  const why = cause instanceof Error ? cause.message : String(cause)
  await writeSummary(`### Rollback failed\n\nNothing was changed: ${escapeMarkdown(why)}.\n`)
  return new UserError(`ROLLBACK FAILED: ${why}. Nothing was changed; manual action needed`, { cause })
}

/** What a rollback that failed leaves, and the next command. */
export async function failed(cause: unknown, { inputs, remote, state, from, to }: Journey): Promise<Error> {
  const why = cause instanceof Error ? cause.message : String(cause)
  const slot = await state.proxy?.current().catch(() => undefined)
  const where = slot ? `Traffic is on ${slot}. ` : ''
  const next = `Look at "docker ps" and ${inputs.application.path}/.deploy/releases.jsonl on ${remote.name}`
  await writeSummary(
    `### Rollback failed\n\nNot rolled back from \`${from.version}\` to \`${to.version}\`. ${where}${next}.\n`,
  )
  return new UserError(
    `ROLLBACK FAILED on the way from ${from.version} to ${to.version}: ${why}. ${where}${next}; manual action needed`,
    { cause },
  )
}
