import { escapeMarkdown, inlineCode, table, writeSummary } from '@tsh/action'
import type { ReleaseFacts, ServerState } from '@tsh/deployment'
import { history } from '../history.ts'
import type { Prepared } from '../prepare.ts'
import type { ReleasePlan } from '../release-plan.ts'

/** Writes the prepared release to the summary. */
export async function reportRelease(
  { id, slot, facts }: ReleasePlan,
  state: ServerState,
  { notUpdated, rollback }: Pick<Prepared, 'notUpdated' | 'rollback'>,
): Promise<void> {
  const rows = [
    ['Release', inlineCode(id)],
    ['Commit', inlineCode(facts.sha)],
    ['Where', slot ? `slot ${slot}, healthy, without traffic` : 'in place, healthy'],
    ['Before', escapeMarkdown(facts.previous?.version ?? 'nothing')],
    [
      'Backup',
      facts.backup
        ? inlineCode(facts.backup)
        : `none${facts.withoutBackup ? `: ${escapeMarkdown(facts.withoutBackup)}` : ''}`,
    ],
    ['Rollback', escapeMarkdown(rollback)],
  ]
  for (const { service, reason } of notUpdated)
    rows.push(['Not updated', `${escapeMarkdown(service)}: ${escapeMarkdown(reason)}`])
  if (facts.withoutMigrations)
    rows.push(['Migrations', `skipped: ${escapeMarkdown(facts.withoutMigrations)}`])
  const end = slot ? 'prepared' : 'live'
  await writeSummary(`### Release\n\n${table(['', ''], rows)}\n\n${historyWith(facts, state, end)}`)
}

/** The newest releases of the journal, this one included. */
export function historyWith(
  facts: ReleaseFacts,
  { releases, version: live }: Pick<ServerState, 'releases' | 'version'>,
  end: string,
): string {
  return history(releases, { live, current: { ...facts, at: new Date().toISOString(), end } })
}
