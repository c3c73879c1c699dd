import { escapeMarkdown, inlineCode, log, table, writeSummary } from '@tsh/action'
import { formatBytes } from '@tsh/server-query'
import { type Manifest, proofOf, verifiedLevel } from '../catalogue/manifest.ts'

const LEVELS = { 1: 'listed', 2: 'decoded, read back', 3: 'restored, counted' }
const NOT_RESTORED =
  'Not restored yet: only a drill (`mode: drill`, or `verify: 3`) proves that this backup can be restored'

/** Reports the backup, compared with the five before it. */
export async function report(
  manifest: Manifest,
  before: readonly Manifest[],
  removed: readonly string[],
): Promise<void> {
  const { objects, contents, seconds, id, database, warnings } = manifest
  for (const warning of warnings) log.warning(warning, 'pg-backup')
  const row = (backup: Manifest, name: string): string[] => [
    name,
    formatBytes(backup.objects.dump.size),
    `${backup.contents.rows} in ${backup.contents.tables.length} tables`,
    `${backup.seconds} s`,
    LEVELS[verifiedLevel(backup)],
  ]
  const rows = [
    row(manifest, `**\`${id}\`**`),
    ...before.slice(0, 5).map(backup => row(backup, inlineCode(backup.id))),
  ]
  const notes = [
    `Database ${inlineCode(database)}, revision ${inlineCode(manifest.server.revision ?? 'unknown')}, SHA-256 \`${objects.dump.sha256}\``,
    ...(verifiedLevel(manifest) < 3 ? [NOT_RESTORED] : []),
    ...warnings.map(warning => `Warning: ${escapeMarkdown(warning)}`),
    ...(removed.length > 0 ? [`Removed by retention: ${removed.map(inlineCode).join(', ')}`] : []),
  ]
  const head = ['Backup', 'Size', 'Rows', 'Time', 'Verified']
  await writeSummary(`### Backup\n\n${table(head, rows)}\n\n${notes.map(note => `- ${note}`).join('\n')}\n`)
  log.info(
    `Backup ${id}: ${formatBytes(objects.dump.size)}, ${contents.rows} rows, in ${seconds} s; ${proofOf(manifest)}`,
  )
}
