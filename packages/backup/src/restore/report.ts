import { escapeMarkdown, inlineCode, log, table, writeSummary } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import { quoted } from '@tsh/postgres'
import { quoteAll } from '@tsh/remote'
import { formatBytes } from '@tsh/server-query'
import type { Facts } from '../backup/facts.ts'
import { type Manifest, verifiedLevel } from '../catalogue/manifest.ts'
import type { Check } from './drill/checks.ts'
import type { RestoreOutlook } from './plan.ts'
import { type Names, revertStatements } from './swap/swap.ts'

/** Shows what a restore would change, and the results of the checks. @param next what happens next, or what to do */
export async function showOutlook(outlook: RestoreOutlook, next: string): Promise<void> {
  const { manifest, facts, checks } = outlook
  const head = headOf(outlook)
  log.info(`Restore of backup ${manifest.id} into "${facts.database}"`)
  for (const [what, then, now] of head) log.info(`  ${what}: ${then}${now === '' ? '' : ` (now ${now})`}`)
  for (const { what, problem } of checks)
    if (problem) log.warning(`${what}: failed. ${problem}`, 'pg-restore')
    else log.info(`✓ ${what}`)
  log.info(next)
  const tables = changedTables(outlook)
  await writeSummary(
    [
      `### Restore of ${inlineCode(facts.database)}`,
      table(['', 'In the backup', 'Now'], head.map(cells)),
      ...(tables.length > 0
        ? [`Tables whose rows differ:\n\n${table(['Table', 'In the backup', 'Now'], tables.map(cells))}`]
        : ['Every table has the same number of rows as in the backup.']),
      table(['', 'Check', 'Problem'], checks.map(checkRow)),
      withCode(next),
    ].join('\n\n'),
  )
}

/** Escapes our own text, in which inputs are enclosed in backticks. */
const withCode = (text: string): string =>
  text.replace(/`([^`]*)`|[^`]+/g, (part, code) =>
    code === undefined ? escapeMarkdown(part) : inlineCode(code),
  )

const cells = (row: readonly string[]): string[] => row.map(escapeMarkdown)

const checkRow = ({ what, problem }: Check): string[] => [
  problem ? '❌' : '✅',
  escapeMarkdown(what),
  escapeMarkdown(problem ?? ''),
]

function headOf({ manifest, facts, now }: RestoreOutlook): [string, string, string][] {
  const { server, objects, contents, version, commit } = manifest
  const total = now.reduce((sum, { rows = 0 }) => sum + rows, 0)
  return [
    ['Backup', `${manifest.id}, ${ageOf(manifest, facts)} old, level ${verifiedLevel(manifest)}`, ''],
    [
      'Size',
      `${formatBytes(objects.dump.size)} of ${formatBytes(server.size)} on disk`,
      `${formatBytes(facts.size)} on disk`,
    ],
    ['Rows', `${contents.rows} in ${contents.tables.length} tables`, `${total} in ${now.length} tables`],
    ['Schema revision', server.revision ?? 'unknown', facts.revision ?? 'unknown'],
    ['Version before the deployment of', version || commit || 'unknown', ''],
    ['PostgreSQL', String(server.version), String(facts.version)],
  ]
}

/** By the clock of the database. */
function ageOf({ finished }: Manifest, { now }: Facts): string {
  const minutes = Math.round((Date.parse(now) - Date.parse(finished)) / 60_000)
  if (minutes < 120) return `${minutes} minutes`
  return minutes < 2880 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1440)} days`
}

const MAX_TABLES = 100

function changedTables({ manifest, now }: RestoreOutlook): string[][] {
  const rowsNow = new Map(now.map(({ table: name, rows }) => [name, rows === undefined ? '?' : `${rows}`]))
  const then = new Map(
    manifest.contents.tables.map(({ table: name, rows }) => [name, rows === undefined ? '?' : `${rows}`]),
  )
  return [...new Set([...then.keys(), ...rowsNow.keys()])]
    .map(name => [name, then.get(name) ?? 'does not exist', rowsNow.get(name) ?? 'does not exist'])
    .filter(([, before, after]) => before !== after)
    .slice(0, MAX_TABLES)
}

/** The commands that an operator may need after a swap, to be run on the server. */
export function followUpCommands(
  database: Database,
  { user }: Facts,
  names: Names,
): { back: string; drop: string } {
  const { container } = database.source
  const psql = container
    ? ['docker', 'exec', container, 'psql', '-U', user]
    : ['sudo', '-u', 'postgres', 'psql']
  const each = (statements: readonly string[]): string[] => statements.flatMap(statement => ['-c', statement])
  return {
    back: quoteAll([
      ...psql,
      '-d',
      'postgres',
      '-v',
      'ON_ERROR_STOP=1',
      '-1',
      ...each(revertStatements(names)),
    ]),
    drop: quoteAll([...psql, '-d', 'postgres', ...each([`DROP DATABASE ${quoted(names.aside)}`])]),
  }
}
