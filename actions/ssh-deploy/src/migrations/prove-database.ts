import { log, UserError } from '@tsh/action'
import type { Manifest } from '@tsh/backup'
import type { ComposeModel } from '@tsh/deployment'
import { followAddresses, isAboutSql, namedDatabases } from '@tsh/postgres'
import type { Remote } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'
import { type DatabaseUse, databaseVerdict } from './database-verdict.ts'

/** Where a backup was taken. */
export interface BackupPlace {
  /** Service of the container; empty without a service or container. */
  service: string
  /** Image of the container; empty without a container. */
  image: string
  /** The compose file of the commit, whose migrations will run. */
  model: ComposeModel
}

/** @throws UserError when a backup is not of the database that the application uses, or that cannot be verified */
export async function proveDatabase(
  inputs: DeployInputs,
  remote: Remote,
  manifest: Manifest,
  place: BackupPlace,
): Promise<void> {
  const verdict = databaseVerdict(manifest, await useOf(inputs, remote, place))
  if (verdict.kind === 'proven') return
  const { id, database } = manifest
  const advice = `Set "database-name" to "${database}" if the application uses it`
  if (verdict.kind === 'refused')
    throw new UserError(
      `backup ${id} does not protect this deployment: ${verdict.why}. Back up the database that the application uses. ${advice}`,
    )
  const isDeclared = inputs.backup.database !== undefined
  log.warning(
    `Backup ${id}: ${verdict.why}. ${isDeclared ? 'Proceeding because of "database-name"' : advice}`,
    'ssh-deploy',
  )
}

async function useOf(
  { version, backup }: DeployInputs,
  remote: Remote,
  { service, image, model: { name: project, services } }: BackupPlace,
): Promise<DatabaseUse> {
  const all = namedDatabases(services, version)
  const named = all.filter(({ servers }) => servers.includes(service)).map(({ database }) => database)
  const elsewhere = named.length > 0 ? [] : all.filter(isAboutSql)
  const followed = await followAddresses(remote, elsewhere, { project, image })
  return { named: [...new Set(named)], followed, declared: backup.database }
}
