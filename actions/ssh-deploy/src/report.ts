import { escapeMarkdown, table, writeSummary } from '@tsh/action'
import type { ServerState } from '@tsh/deployment'
import type { ReleasePlan } from './release-plan.ts'

/** Writes what was prepared into the summary. */
export async function reportRelease({ id, slot, facts }: ReleasePlan, state: ServerState): Promise<void> {
  const rows = [
    ['Release', `\`${id}\``],
    ['Commit', `\`${facts.sha}\``],
    ['Where', slot ? `slot ${slot}, healthy, without traffic` : 'in place, healthy'],
    ['Before', escapeMarkdown(state.version ?? 'nothing')],
    [
      'Backup',
      facts.backup
        ? `\`${facts.backup}\``
        : `none${facts.withoutBackup ? `: ${escapeMarkdown(facts.withoutBackup)}` : ''}`,
    ],
  ]
  if (facts.withoutMigrations)
    rows.push(['Migrations', `left out: ${escapeMarkdown(facts.withoutMigrations)}`])
  await writeSummary(`### Release\n\n${table(['', ''], rows)}\n`)
}
