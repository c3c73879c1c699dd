import { UserError } from '@tsh/action'
import type { Database } from '@tsh/postgres'
import { errorOutput } from '../../backup/proof.ts'
import type { Manifest } from '../../catalogue/manifest.ts'
import { TIMESCALE_AFTER, TIMESCALE_BEFORE } from '../scripts.ts'

/**
 * Restores a database with TimescaleDB as documented ("Logical backup with pg_dump and pg_restore"): the extension is
 * created first, in the version of the backup, and treats everything as plain tables until `timescaledb_post_restore`.
 * Its background jobs, which could drop old rows, start only after `work`.
 * @param restored a new, empty database
 */
export async function withTimescale<T>(
  restored: Database,
  { server: { extensions } }: Pick<Manifest, 'server'>,
  work: () => Promise<T>,
): Promise<T> {
  const version = extensions.timescaledb
  if (version === undefined) return work()
  await run(restored, version, TIMESCALE_BEFORE)
  const result = await work()
  await run(restored, version, TIMESCALE_AFTER)
  return result
}

async function run(restored: Database, version: string, script: string): Promise<void> {
  const { code, stderr } = await restored.run(script, {
    values: { TSH_VERSION: version },
    allowFailure: true,
  })
  if (code !== 0)
    throw new UserError(
      `cannot restore with TimescaleDB ${version}, the version of the backup: ${errorOutput(stderr) || `exit ${code}`}. Restore on a server that has this version`,
    )
}
