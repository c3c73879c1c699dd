import { escapeMarkdown, inlineCode, log, table, writeSummary } from '@tsh/action'
import { formatBytes } from '@tsh/server'
import { type Manifest, proofOf, verifiedLevel } from '../catalogue/manifest.ts'

const LEVELS = { 1: 'listed', 2: 'decoded, read back', 3: 'restored, counted' }
const NOT_RESTORED =
  'Not restored yet: only a drill (`mode: drill`, or `verify: 3`) proves that this backup can be restored'

/** Says what was backed up, beside the five before it. */
export async function report(
  manifest: Manifest,
  before: readonly Manifest[],
  removed: readonly string[],
): Promise<void> {
  const { objects, contents, seconds, id, database, warnings } = manifest
  for (const warning of warnings) log.warning(warning, 'pg-backup')
  const row = (one: Manifest, name: string): string[] => [
    name,
    formatBytes(one.objects.dump.size),
    `${one.contents.rows} in ${one.contents.tables.length} tables`,
    `${one.seconds} s`,
    LEVELS[verifiedLevel(one)],
  ]
  const rows = [
    row(manifest, `**\`${id}\`**`),
    ...before.slice(0, 5).map(one => row(one, inlineCode(one.id))),
  ]
  const notes = [
    `Database ${inlineCode(database)}, revision ${inlineCode(manifest.server.revision ?? 'unknown')}, SHA-256 \`${objects.dump.sha256}\``,
    ...(verifiedLevel(manifest) < 3 ? [NOT_RESTORED] : []),
    ...warnings.map(warning => `Warning: ${escapeMarkdown(warning)}`),
    ...(removed.length > 0 ? [`Removed by retention: ${removed.map(inlineCode).join(', ')}`] : []),
  ]
  const head = ['Backup', 'Size', 'Rows', 'Time', 'Proven']
  await writeSummary(`### Backup\n\n${table(head, rows)}\n\n${notes.map(note => `- ${note}`).join('\n')}\n`)
  log.info(
    `Backup ${id}: ${formatBytes(objects.dump.size)}, ${contents.rows} rows, in ${seconds} s; ${proofOf(manifest)}`,
  )
}
