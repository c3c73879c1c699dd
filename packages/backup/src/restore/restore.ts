import { randomBytes } from 'node:crypto'
import { inlineCode, log, table, UserError, writeSummary } from '@tsh/action'
import { openDatabase } from '@tsh/postgres'
import { formatBytes } from '@tsh/server-query'
import type { Ports } from '../context.ts'
import type { RestoreInputs } from '../inputs/inputs.ts'
import { planRestore, type RestoreOutlook } from './plan.ts'
import { followUpCommands, showOutlook } from './report.ts'
import { safetyBackup } from './safety-backup.ts'
import { namesFor, replace } from './swap/replace.ts'
import type { Names } from './swap/swap.ts'

export interface RestoreResult {
  'backup-id': string
  database: string
  /** New name of the previously live database; empty if nothing was changed. */
  'replaced-database': string
  /** Backup of the previous state; empty if none was created. */
  'safety-backup-id': string
  'downtime-seconds': number
}

/**
 * Replaces the live database with a backup. Without `confirm` it only shows a plan. The backup is restored next to the
 * live database, compared with its manifest, and then takes over its name; the previous database is kept under another
 * name. On any failure the live database stays unchanged.
 */
export async function restore(
  inputs: RestoreInputs,
  ports: Ports,
  { healthTimeout = 60 }: { healthTimeout?: number } = {},
): Promise<RestoreResult> {
  await ports.bucket.check(inputs.storage.prefix)
  const nonce = randomBytes(3).toString('hex')
  const database = await openDatabase(inputs, ports.remote, `tsh-pg-backup:restore-${nonce}`)
  const outlook = await planRestore(inputs, ports, database)
  const { manifest, facts } = outlook
  const nothing = { 'replaced-database': '', 'safety-backup-id': '', 'downtime-seconds': 0 }
  await showOutlook(outlook, nextStep(inputs, outlook))
  if (inputs.confirm === '') return { 'backup-id': manifest.id, database: facts.database, ...nothing }
  refuse(inputs, outlook)
  const safety = await safetyBackup(inputs, ports, outlook)
  const names = namesFor(facts.database, nonce)
  const downtime = await replace({ inputs, ports, database, outlook, healthTimeout }, names)
  await reportDone(outlook, { names, downtime, safety, ...followUpCommands(database, facts, names) })
  return {
    'backup-id': manifest.id,
    database: facts.database,
    'replaced-database': names.aside,
    'safety-backup-id': safety,
    'downtime-seconds': downtime,
  }
}

function nextStep({ confirm }: RestoreInputs, { manifest, facts, checks }: RestoreOutlook): string {
  if (confirm !== '') return 'Confirmed: the backup replaces the live database.'
  if (checks.some(({ problem }) => problem)) return 'Nothing was changed, and this restore would be refused.'
  return `Nothing was changed. To restore, run again with \`mode: restore\`, \`backup-id: ${manifest.id}\` and \`confirm: ${facts.database}\`.`
}

function refuse({ confirm }: RestoreInputs, { facts, checks }: RestoreOutlook): void {
  if (confirm !== facts.database)
    throw new UserError(
      `input "confirm" is "${confirm}", but the database to be replaced is "${facts.database}". Nothing was changed`,
    )
  const problems = checks.flatMap(({ problem }) => (problem ? [`restore refused: ${problem}`] : []))
  if (problems.length > 0) throw new UserError(problems)
}

interface Done {
  names: Names
  downtime: number
  safety: string
  back: string
  drop: string
}

async function reportDone({ manifest, facts }: RestoreOutlook, done: Done): Promise<void> {
  const { names, downtime, safety, back, drop } = done
  const lines = [
    ['Live now', inlineCode(manifest.id)],
    ['Downtime', `${downtime} s`],
    ['Set aside', `${inlineCode(names.aside)}, ${formatBytes(facts.size)}; accepts no connections`],
    ['Backup of the previous state', safety === '' ? 'none' : inlineCode(safety)],
  ]
  const commands = `To roll back:\n\n\`\`\`sh\n${back}\n\`\`\`\n\nTo drop the previous database:\n\n\`\`\`sh\n${drop}\n\`\`\``
  await writeSummary(`### Restored ${inlineCode(names.live)}\n\n${table(['', ''], lines)}\n\n${commands}\n`)
  log.info(`Set aside "${names.aside}" (${formatBytes(facts.size)}). To roll back: ${back}`)
  log.info(`To drop it when it is no longer needed: ${drop}`)
}
