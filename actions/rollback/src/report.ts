import { log, table, writeSummary } from '@tsh/action'
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
