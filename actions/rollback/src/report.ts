import { escapeMarkdown, inlineCode, log, table, writeSummary } from '@tsh/action'
import type { Slot } from '@tsh/deployment'
import { COMPATIBLE, type Outlook, type RollbackRange, type SchemaDifference } from '@tsh/schema'
import type { RollbackContext } from './context.ts'
import type { RollbackTarget } from './rollback-target.ts'

export async function reportNothing({
  why,
  live,
}: Extract<RollbackTarget, { kind: 'nothing' }>): Promise<void> {
  log.info(`Nothing to roll back: ${why}. Live: ${live}`)
  await writeSummary(`### Rollback\n\nNothing to do: ${escapeMarkdown(why)}. Live: ${inlineCode(live)}.\n`)
}

export async function reportPlan({ from, to }: RollbackContext): Promise<void> {
  log.info(`Dry run: would roll back from ${from.version} to ${to.version}. Nothing was changed`)
  await writeSummary(
    `### Rollback planned\n\nDry run: would roll back from ${inlineCode(from.version)} to ${inlineCode(to.version)} (commit ${inlineCode(to.sha)}). Nothing was changed.\n`,
  )
}

export async function reportRolledBack(
  { from, to }: RollbackContext,
  slot: Slot | undefined,
  milliseconds: number,
): Promise<void> {
  const time = `${(milliseconds / 1000).toFixed(1)} s`
  const row = [inlineCode(from.version), inlineCode(to.version), escapeMarkdown(slot ?? 'in place'), time]
  await writeSummary(`### Rolled back\n\n${table(['From', 'To', 'Where', 'Time'], [row])}\n`)
  log.info(`Rolled back to ${to.version} in ${time}`)
}

/** The options after a rollback was refused because of the schema, the safest first. */
export async function explainRefusal(
  { why, difference }: Extract<Outlook, { kind: 'refused' }>,
  { from, to }: RollbackRange,
): Promise<void> {
  const options = optionsFor(difference, to.version).map(option => `1. ${escapeMarkdown(option)}.`)
  await writeSummary(
    `### Rollback refused\n\nNothing was changed, and ${inlineCode(from.version)} stays live. ${escapeMarkdown(why)}. Options:\n\n${options.join('\n')}\n`,
  )
}

function optionsFor(difference: Exclude<SchemaDifference, { kind: 'none' }>, version: string): string[] {
  const back =
    difference.kind === 'changed'
      ? [
          `Downgrade the schema to ${difference.before} first with your migration tool (such as "alembic downgrade" in a container of the live version), then run the rollback again`,
        ]
      : [
          'Set "revision-command" of ssh-deploy to a command that prints the schema revision, for future rollbacks',
        ]
  return [
    'Deploy a version that fixes the problem: no data is lost',
    `If ${version} works with the current schema, run the rollback again with "skip-schema-check-reason" and the reason, and mark such migrations with "${COMPATIBLE}"`,
    ...back,
    ...(difference.backup
      ? [`Restore backup ${difference.backup} with the restore workflow: everything written since is lost`]
      : []),
  ]
}
