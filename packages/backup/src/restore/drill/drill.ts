import { randomBytes } from 'node:crypto'
import { inlineCode, log, table, UserError, writeSummary } from '@tsh/action'
import { type Database, openDatabase, openSession, type Session } from '@tsh/postgres'
import type { Archive } from '../../archive/archive.ts'
import { backupKeys } from '../../catalogue/keys.ts'
import type { Level, Manifest, Verification } from '../../catalogue/manifest.ts'
import type { BackupContext, Ports } from '../../context.ts'
import type { EngineInputs, RestoreInputs } from '../../inputs/inputs.ts'
import { chooseBackup } from '../choose-backup.ts'
import { type Restored, type RestorePlan, restoreInto } from '../restore-into.ts'
import { createRoles, missingRoles } from '../swap/roles.ts'
import { asSeparateSession } from './scratch.ts'
import { startThrowaway } from './throwaway.ts'

/** The server of a drill cannot be started, which says nothing about the backup. */
export class DrillNotPossible extends UserError {}

/** The part of the backup context that a drill needs. */
export interface DrillContext extends Pick<BackupContext, 'ports' | 'database'> {
  inputs: EngineInputs
}

export interface Drilled {
  'backup-id': string
  'verified-level': Level
  rows: number
  'duration-seconds': number
}

/** Restores a backup into a throwaway server, counts every row, and discards the restored database. */
export async function drill(inputs: RestoreInputs, ports: Ports): Promise<Drilled> {
  await ports.bucket.check(inputs.storage.prefix)
  const id = `tsh-pg-backup:drill-${randomBytes(3).toString('hex')}`
  const database = await openDatabase(inputs, ports.remote, id)
  const keys = backupKeys(
    inputs.storage,
    await withSession(database, session => session.query<string>('SELECT to_json(current_database())')),
  )
  const manifest = await chooseBackup(ports.bucket, keys, inputs.backupId)
  const problem = drillProblem(manifest.source)
  if (problem) throw new UserError(`cannot run a drill of backup ${manifest.id}: ${problem}`)
  const { rows, seconds, skipped } = await rehearse({ inputs, ports, database }, manifest)
  const result = {
    'backup-id': manifest.id,
    'verified-level': 3 as const,
    rows,
    'duration-seconds': rounded(seconds),
  }
  const { tables } = manifest.contents
  const lines = [
    ['Backup', inlineCode(manifest.id)],
    ['Restored into', 'a throwaway server'],
    ['Compared', `${rows} rows in ${tables.length - skipped.length} of ${tables.length} tables, all equal`],
    ['Took', `${result['duration-seconds']} s`],
  ]
  await writeSummary(`### Restore drill\n\n${table(['', ''], lines)}\n`)
  return result
}

/** A drill as the final verification of a new backup. @throws UserError when it cannot be restored, or anything differs */
export async function drillManifest(context: DrillContext, manifest: Manifest): Promise<Verification> {
  const { rows, seconds, skipped } = await rehearse(context, manifest)
  const left = skipped.length > 0 ? `, ${skipped.length} tables not compared` : ''
  const detail = `restored into a throwaway server in ${rounded(seconds)} s, ${rows} rows counted${left}`
  return { level: 3, at: new Date().toISOString(), detail }
}

/**
 * Why no drill is possible for a backup of this source, or undefined. A restore runs SQL written by the database owner,
 * partly as a superuser; unless a user requested it, this is done only in a throwaway container without a network, never
 * in the live server.
 */
export function drillProblem({ container }: Manifest['source']): string | undefined {
  if (container) return undefined
  return "a drill runs in a throwaway container of the database's image, but the server's own PostgreSQL has none. Restore it on another server as described in RESTORE.txt next to the backup"
}

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10

/** Runs queries in a separate session, whose name differs from the other connections of the run. */
async function withSession<T>(database: Database, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(asSeparateSession(database), 600)
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

async function rehearse({ inputs, ports, database }: DrillContext, manifest: Manifest): Promise<Restored> {
  const archive = { bucket: ports.bucket, manifest, identity: inputs.encryption.identity }
  const name = `tsh_verify_${randomBytes(3).toString('hex')}`
  const plan = { name, limit: inputs.timeout, signal: ports.signal }
  const restored = await inThrowaway({ inputs, ports, database }, archive, plan)
  const { rows, seconds, skipped } = restored
  log.info(
    `Drill: restored into a throwaway server in ${rounded(seconds)} s, ${rows} rows match the manifest`,
  )
  for (const name of skipped)
    log.info(`Drill: ${name} was not counted by the backup, skipping the comparison`)
  return restored
}

/** Without tablespaces, which the throwaway server does not have. */
async function inThrowaway(
  { ports, database }: DrillContext,
  archive: Archive,
  plan: RestorePlan,
): Promise<Restored> {
  const started = Date.now()
  const { manifest } = archive
  if (manifest.server.extensions.pg_cron !== undefined)
    throw new DrillNotPossible(
      `database "${manifest.database}" uses pg_cron, which can only be created in the database that cron.database_name of its server names, and not in that of a drill`,
    )
  const liveVersion = await withSession(database, session =>
    session.query<number>("SELECT to_json(current_setting('server_version_num')::int)"),
  )
  const options = { manifest, limit: 2 * plan.limit, liveVersion }
  const throwaway = await startThrowaway(ports.remote, database, options).catch((cause: unknown) => {
    throw cause instanceof UserError ? new DrillNotPossible(cause.message, { cause }) : cause
  })
  try {
    ports.signal.throwIfAborted()
    const missing = await withSession(throwaway.database, session => missingRoles(session, archive))
    await createRoles(throwaway.database, archive, missing)
    const restored = await restoreInto(throwaway.database, archive, { ...plan, options: '--no-tablespaces' })
    return { ...restored, seconds: (Date.now() - started) / 1000 }
  } catch (cause) {
    if (ports.signal.aborted) throw new UserError('drill cancelled and cleaned up', { cause })
    throw cause
  } finally {
    await throwaway.remove()
  }
}
