import { randomBytes } from 'node:crypto'
import { inlineCode, log, table, UserError, writeSummary } from '@tsh/action'
import { type Database, openDatabase, openSession, type Session } from '@tsh/postgres'
import type { Archive } from '../../archive/archive.ts'
import { backupKeys } from '../../catalogue/keys.ts'
import type { Level, Manifest, Verification } from '../../catalogue/manifest.ts'
import type { EngineInputs, RestoreInputs } from '../../inputs/inputs.ts'
import type { Ports, Scene } from '../../scene.ts'
import { chooseBackup } from '../choose-backup.ts'
import { type Restored, type RestorePlan, restoreInto } from '../restore-into.ts'
import { createRoles, missingRoles } from '../swap/roles.ts'
import { apart } from './scratch.ts'
import { startThrowaway } from './throwaway.ts'

/** What a drill needs of a scene. */
export interface DrillScene extends Pick<Scene, 'ports' | 'database'> {
  inputs: EngineInputs
}

export interface Drilled {
  'backup-id': string
  'verified-level': Level
  rows: number
  'duration-seconds': number
}

/** Restores a backup where it harms nobody, counts every row, and throws the restored database away. */
export async function drill(inputs: RestoreInputs, ports: Ports): Promise<Drilled> {
  await ports.bucket.check(inputs.storage.prefix)
  const id = `tsh-pg-backup:drill-${randomBytes(3).toString('hex')}`
  const database = await openDatabase(inputs, ports.remote, id)
  const keys = backupKeys(
    inputs.storage,
    await asked(database, session => session.query<string>('SELECT to_json(current_database())')),
  )
  const manifest = await chooseBackup(ports.bucket, keys, inputs.backupId)
  const problem = drillProblem(manifest.source)
  if (problem) throw new UserError(`backup ${manifest.id} cannot be drilled: ${problem}`)
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

/** The drill as the last proof of a new backup. @throws UserError when it cannot be restored, or anything differs */
export async function drillManifest(scene: DrillScene, manifest: Manifest): Promise<Verification> {
  const { rows, seconds, skipped } = await rehearse(scene, manifest)
  const left = skipped.length > 0 ? `, ${skipped.length} tables not compared` : ''
  const detail = `restored into a throwaway server in ${rounded(seconds)} s, ${rows} rows counted${left}`
  return { level: 3, at: new Date().toISOString(), detail }
}

/**
 * Why a backup of this source cannot be drilled, or nothing. A restore runs SQL that the owner of the database has
 * written, partly as a superuser; unless a person requested it, that is done only in a container without a network
 * that is thrown away, never in the live server.
 */
export function drillProblem({ container }: Manifest['source']): string | undefined {
  if (container) return undefined
  return "a drill runs in a throwaway container of the image that the database runs in, and the server's own PostgreSQL has none. Restore it on another server as RESTORE.txt next to the backup shows"
}

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10

/** One question by a connection of its own; it has another name than the run, whose connections go on. */
async function asked<T>(database: Database, question: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(apart(database), 600)
  try {
    return await question(session)
  } finally {
    await session.close()
  }
}

async function rehearse({ inputs, ports, database }: DrillScene, manifest: Manifest): Promise<Restored> {
  const archive = { bucket: ports.bucket, manifest, identity: inputs.encryption.identity }
  const name = `tsh_verify_${randomBytes(3).toString('hex')}`
  const plan = { name, limit: inputs.timeout, signal: ports.signal }
  const restored = await inThrowaway({ inputs, ports, database }, archive, plan)
  const { rows, seconds, skipped } = restored
  log.info(
    `Drill: restored into a throwaway server in ${rounded(seconds)} s, ${rows} rows as in the manifest`,
  )
  for (const one of skipped) log.info(`Drill: ${one} was not counted by the backup, so it is not compared`)
  return restored
}

/** Tablespaces are left out: the throwaway server has none. */
async function inThrowaway(
  { ports, database }: DrillScene,
  archive: Archive,
  plan: RestorePlan,
): Promise<Restored> {
  const started = Date.now()
  const { manifest } = archive
  const liveVersion = await asked(database, session =>
    session.query<number>("SELECT to_json(current_setting('server_version_num')::int)"),
  )
  const options = { manifest, limit: 2 * plan.limit, liveVersion }
  const throwaway = await startThrowaway(ports.remote, database, options)
  try {
    ports.signal.throwIfAborted()
    const missing = await asked(throwaway.database, session => missingRoles(session, archive))
    await createRoles(throwaway.database, archive, missing)
    const restored = await restoreInto(throwaway.database, archive, { ...plan, options: '--no-tablespaces' })
    return { ...restored, seconds: (Date.now() - started) / 1000 }
  } catch (cause) {
    if (ports.signal.aborted) throw new UserError('drill cancelled; nothing of it is left', { cause })
    throw cause
  } finally {
    await throwaway.remove()
  }
}
