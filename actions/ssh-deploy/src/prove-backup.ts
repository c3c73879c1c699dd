import { log, UserError } from '@tsh/action'
import { type Manifest, readManifestAt } from '@tsh/backup'
import type { Remote } from '@tsh/remote'
import { type BackedUpContainer, backupFault } from './backup-fault.ts'
import type { DeployInputs } from './inputs.ts'

/**
 * Lets migrations run only behind a backup. It asks the bucket and the server themselves: a job that says it has backed
 * up may have been skipped, allowed to fail, or have looked at another database.
 * @throws UserError when there is neither a backup that protects this deployment nor a reason for having none
 */
export async function proveBackup(inputs: DeployInputs, remote: Remote): Promise<void> {
  const { backup, migrateCommand, version, application } = inputs
  if (backup.manifest === '') {
    if (migrateCommand === '' || backup.without !== '') return
    throw new UserError(
      'migrations need a backup: set "backup" to the output "manifest" of pg-backup, or "without-backup" to the reason for having none',
    )
  }
  const { openBucket } = await import('@tsh/backup/s3')
  const bucket = openBucket(backup.access)
  const manifest = await readManifestAt(bucket, backup.manifest)
  const { key, size } = manifest.objects.dump
  const stored = await bucket.head(key)
  const container = await backedUpContainer(remote, manifest)
  const fault =
    stored?.size === size
      ? backupFault(manifest, { version, path: application.path, container, now: Date.now() })
      : 'its dump is not in the bucket any more'
  if (fault)
    throw new UserError(`backup ${manifest.id} does not protect this deployment: ${fault}. Back up again`)
  log.info(`Backup ${manifest.id} is in the bucket, ${manifest.contents.rows} rows, verified`)
}

async function backedUpContainer(
  remote: Remote,
  { source }: Manifest,
): Promise<BackedUpContainer | undefined> {
  if (source.id === undefined) return undefined
  const format = '{{.State.Running}}\t{{index .Config.Labels "com.docker.compose.project.working_dir"}}'
  const command = ['docker', 'inspect', '--type', 'container', '--format', format, source.id]
  const { code, stdout } = await remote.run(command, { allowFailure: true })
  if (code !== 0) return undefined
  const [running, project = ''] = stdout.trim().split('\t')
  return { running: running === 'true', project }
}
