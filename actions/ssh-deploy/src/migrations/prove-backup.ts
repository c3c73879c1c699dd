import { log, UserError } from '@tsh/action'
import { findManifest, isBackupId, type Manifest, proofOf, readManifestAt } from '@tsh/backup'
import { readComposeModel, readJournal } from '@tsh/deployment'
import { usedDatabases } from '@tsh/postgres'
import { ConnectionLost, type Remote } from '@tsh/remote'
import { readSchema } from '@tsh/schema'
import type { DeployInputs } from '../inputs.ts'
import { type BackedUpContainer, backupFault } from './backup-fault.ts'

/**
 * Lets migrations run only behind a backup. It queries the bucket and the server themselves: a job that reports a
 * backup may have been skipped, allowed to fail, or have looked at another database. It is called under the lock, since
 * another deployment may have migrated while this one waited for it.
 * @throws UserError when there is neither a backup that protects this deployment nor a reason for having none
 */
export async function proveBackup(inputs: DeployInputs, remote: Remote): Promise<void> {
  const { backup, migrateCommand } = inputs
  if (backup.manifest === '') {
    if (migrateCommand === '' || backup.skipReason !== '') return
    throw new UserError(
      'migrations need a backup: set "backup-manifest" to the output "backup-manifest" of pg-backup, or "skip-backup-reason" to the reason for having none',
    )
  }
  const { openBucket } = await import('@tsh/backup/s3')
  const bucket = openBucket(backup.access)
  const key = isBackupId(backup.manifest)
    ? await findManifest(bucket, backup.folder, backup.manifest)
    : backup.manifest
  const manifest = await readManifestAt(bucket, key)
  const { key: dump, size } = manifest.objects.dump
  const stored = await bucket.head(dump)
  const fault =
    stored?.size === size
      ? backupFault(manifest, await deploymentOf(inputs, remote, manifest))
      : 'its dump is not in the bucket any more'
  if (fault)
    throw new UserError(`backup ${manifest.id} does not protect this deployment: ${fault}. Back up again`)
  log.info(`Backup ${manifest.id} is in the bucket, ${manifest.contents.rows} rows, ${proofOf(manifest)}`)
}

/** The state of what was backed up, as the server has it now. */
async function deploymentOf(inputs: DeployInputs, remote: Remote, manifest: Manifest) {
  const { version, application } = inputs
  const container = await backedUpContainer(remote, manifest)
  return {
    ...{ version, path: application.path, container, now: Date.now() },
    databases: container ? await databasesOf(inputs, remote, container.service) : [],
    revision: container?.running ? await revisionOf(remote, manifest) : undefined,
    journal: await readJournal(remote, application),
  }
}

async function backedUpContainer(
  remote: Remote,
  { source }: Manifest,
): Promise<(BackedUpContainer & { service: string }) | undefined> {
  if (source.id === undefined) return undefined
  const label = (name: string): string => `{{index .Config.Labels "com.docker.compose.${name}"}}`
  const format = ['{{.State.Running}}', label('project.working_dir'), label('service')].join('\t')
  const command = ['docker', 'inspect', '--type', 'container', '--format', format, '--', source.id]
  const { code, stdout } = await remote.run(command, { allowFailure: true })
  if (code !== 0) return undefined
  const [running, project = '', service = ''] = stdout.trim().split('\t')
  return { running: running === 'true', project, service }
}

/** Databases that the application uses, in the container of a service. */
async function databasesOf(
  { application, version }: DeployInputs,
  remote: Remote,
  server: string,
): Promise<string[]> {
  if (server === '') return []
  try {
    const { services } = await readComposeModel(remote, application, version)
    return [...new Set(usedDatabases(services, { server, version }).map(({ database }) => database))]
  } catch (error) {
    // What is wrong with the compose file is the business of the preflight; a first deployment has none yet.
    if (error instanceof ConnectionLost) throw error
    return []
  }
}

/** The schema revision as pg-backup reads it; nothing where the database has none, or refuses the login. */
async function revisionOf(remote: Remote, { source, database }: Manifest): Promise<string | undefined> {
  const reading = await readSchema(remote, [{ container: source.id ?? '', database }])
  return 'schema' in reading ? reading.schema.revision : undefined
}
