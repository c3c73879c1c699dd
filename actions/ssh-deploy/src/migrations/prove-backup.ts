import { log, UserError } from '@tsh/action'
import { findManifest, isBackupId, type Manifest, proofOf, readManifestAt, verifiedLevel } from '@tsh/backup'
import { type BackupFacts, type ComposeModel, projectDirectory, readJournal } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { readSchema } from '@tsh/schema'
import type { DeployInputs } from '../inputs.ts'
import type { ReleasePlan } from '../release-plan.ts'
import { isFirstWithoutBackup } from './backup-need.ts'
import { type BackedUpContainer, backupProblem } from './backup-problem.ts'
import { proveDatabase } from './prove-database.ts'

/**
 * Requires a backup before migrations run. It checks the bucket and the server themselves: the backup job may have been
 * skipped, allowed to fail, or may have backed up another database. It is called with the lock held, since another
 * deployment may have migrated while this one waited for it.
 * @param model the compose file of the commit
 * @returns the backup; undefined when there is none
 * @throws UserError when there is neither a backup that protects this deployment nor a reason for having none
 */
export async function proveBackup(
  inputs: DeployInputs,
  remote: Remote,
  { plan, model }: { plan: ReleasePlan; model: ComposeModel },
): Promise<BackupFacts | undefined> {
  const { backup, migrateCommand } = inputs
  if (backup.manifest === '') {
    if (migrateCommand === '' || backup.skipReason !== '' || isFirstWithoutBackup(inputs, plan))
      return undefined
    throw new UserError(
      'migrations need a backup: set "backup-manifest" to the "backup-manifest" output of pg-backup, or "skip-backup-reason" to the reason for having none',
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
  const container = await backedUpContainer(remote, manifest)
  const problem =
    stored?.size === size
      ? backupProblem(manifest, await deploymentOf(inputs, remote, { manifest, container }))
      : 'its dump is no longer in the bucket'
  if (problem)
    throw new UserError(
      `backup ${manifest.id} does not protect this deployment: ${problem}. Create a new backup`,
    )
  const { service = '', image = '' } = container ?? {}
  await proveDatabase(inputs, remote, manifest, { service, image, model })
  const { id, finished, contents } = manifest
  log.info(`Backup ${id} is in the bucket: ${contents.rows} rows, ${proofOf(manifest)}`)
  return { id, size, rows: contents.rows, level: verifiedLevel(manifest), finished }
}

type FoundContainer = BackedUpContainer & { service: string; image: string }

/** The current state of the backed-up database on the server. */
async function deploymentOf(
  { version, application, backup }: DeployInputs,
  remote: Remote,
  { manifest, container }: { manifest: Manifest; container: FoundContainer | undefined },
) {
  return {
    ...{ version, folder: projectDirectory(application), isDeclared: backup.database !== undefined },
    ...{ container, now: Date.now() },
    revision: container?.running ? await revisionOf(remote, manifest) : undefined,
    journal: await readJournal(remote, application),
  }
}

async function backedUpContainer(remote: Remote, { source }: Manifest): Promise<FoundContainer | undefined> {
  if (source.id === undefined) return undefined
  const label = (name: string): string => `{{index .Config.Labels "com.docker.compose.${name}"}}`
  const fields = ['{{.State.Running}}', label('project.working_dir'), label('service'), '{{.Image}}']
  const command = ['docker', 'inspect', '--type', 'container', '--format', fields.join('\t'), '--', source.id]
  const { code, stdout } = await remote.run(command, { allowFailure: true })
  if (code !== 0) return undefined
  const [running, project = '', service = '', image = ''] = stdout.trim().split('\t')
  return { running: running === 'true', project, service, image }
}

/** The schema revision as pg-backup reads it; undefined when there is none or the login is refused. */
async function revisionOf(remote: Remote, { source, database }: Manifest): Promise<string | undefined> {
  const reading = await readSchema(remote, [{ container: source.id ?? '', database }])
  return 'schema' in reading ? reading.schema.revision : undefined
}
