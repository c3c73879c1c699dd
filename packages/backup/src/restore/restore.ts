import { randomBytes } from 'node:crypto'
import { inlineCode, log, table, UserError, writeSummary } from '@tsh/action'
import { openDatabase } from '@tsh/postgres'
import { formatBytes } from '@tsh/server'
import type { RestoreInputs } from '../inputs/inputs.ts'
import type { Ports } from '../scene.ts'
import { planRestore, type RestoreOutlook } from './plan.ts'
import { afterwards, showOutlook } from './report.ts'
import { safetyBackup } from './safety-backup.ts'
import { namesFor, replace } from './swap/replace.ts'
import type { Names } from './swap/swap.ts'

export interface RestoreResult {
  'backup-id': string
  database: string
  /** Name that the database has which was live before; empty as long as nothing was done. */
  'replaced-database': string
  /** Backup of the state before; empty when none was made. */
  'safety-backup-id': string
  'downtime-seconds': number
}

/**
 * Puts a backup in the place of the live database. Without `confirm` it only says what it would do. The backup is
 * restored beside the live database, compared with its manifest, and then takes its name; the database that was live is
 * kept under another. Whatever fails, the live database goes on as it was.
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
  await tell(outlook, { names, downtime, safety, ...afterwards(database, facts, names) })
  return {
    'backup-id': manifest.id,
    database: facts.database,
    'replaced-database': names.aside,
    'safety-backup-id': safety,
    'downtime-seconds': downtime,
  }
}

function nextStep({ confirm }: RestoreInputs, { manifest, facts, checks }: RestoreOutlook): string {
  if (confirm !== '') return 'Confirmed: the backup takes the place of the live database.'
  if (checks.some(({ problem }) => problem)) return 'Nothing was changed, and this restore would be refused.'
  return `Nothing was changed. To restore, run again with \`mode: restore\`, \`backup-id: ${manifest.id}\` and \`confirm: ${facts.database}\`.`
}

function refuse({ confirm }: RestoreInputs, { facts, checks }: RestoreOutlook): void {
  if (confirm !== facts.database)
    throw new UserError(
      `input "confirm" is "${confirm}", and the database that would be replaced is "${facts.database}". Nothing was changed`,
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

async function tell({ manifest, facts }: RestoreOutlook, done: Done): Promise<void> {
  const { names, downtime, safety, back, drop } = done
  const lines = [
    ['Live now', inlineCode(manifest.id)],
    ['Downtime', `${downtime} s`],
    ['Set aside', `${inlineCode(names.aside)}, ${formatBytes(facts.size)}; it takes no connections`],
    ['Backup of the state before', safety === '' ? 'none' : inlineCode(safety)],
  ]
  const commands = `To go back:\n\n\`\`\`sh\n${back}\n\`\`\`\n\nTo drop what was set aside:\n\n\`\`\`sh\n${drop}\n\`\`\``
  await writeSummary(`### Restored ${inlineCode(names.live)}\n\n${table(['', ''], lines)}\n\n${commands}\n`)
  log.info(`Set aside: "${names.aside}" (${formatBytes(facts.size)}). To go back: ${back}`)
  log.info(`To drop it when it is no longer needed: ${drop}`)
}
