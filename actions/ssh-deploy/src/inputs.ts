import { type InputReader, readInputs } from '@tsh/action'
import { type BucketAccess, isBackupId, isManifestKey, readBucketAccess } from '@tsh/backup'
import {
  type Application,
  type BuiltServices,
  type Limits,
  parseBuiltServices,
  REGISTRY,
  type RegistryLogin,
  readApplication,
  readHandoverPort,
  readLimits,
  readRegistryLogin,
  registryIn,
  type Slot,
  slotNames,
  VERSION_FORM,
} from '@tsh/deployment'
import { readHttpUrl, readTarget, type Target } from '@tsh/remote'
import { limitsOf, RELEASE_SETTINGS, settingInputs } from '@tsh/settings'
import { inputs } from './definition.ts'

type DeployInput = keyof typeof inputs

export interface DeployInputs extends Limits {
  target: Target
  application: Application
  version: string
  sha: string
  /** Token that reads the commit when it is transferred over SSH; undefined when the server fetches it. */
  transferToken: string | undefined
  /** Images that were built for this release; empty for an existing version. */
  built: BuiltServices
  /** Registry and namespace that the images were pushed to; undefined when they are transferred as an archive. */
  registry: string | undefined
  /** Archive with the images that are not in a registry. */
  archive: string
  /** Login for the registry of the images. */
  login: RegistryLogin | undefined
  /** Empty when no migrations run. */
  migrateCommand: string
  /** Why the migrations are skipped; empty when they run. */
  skipMigrationsReason: string
  /** Prints the schema revision; empty when the database is queried. */
  revisionCommand: string
  /** Whether to refuse a release that cannot be rolled back automatically. */
  requireReversible: boolean
  backup: BackupProof
  forceSlot: Slot | undefined
  /** Whether a commit that is older than the live one may replace it. */
  allowDowngrade: boolean
  /** Number of versions in addition to the live one whose images stay on the server. */
  keepVersions: number
  /** Port of the second container during a replacement in place. */
  handoverPort: number | undefined
  /** The public URL, passed through to the outputs. */
  url: string | undefined
  dryRun: boolean
}

/** Why migrations may run: a backup that can be verified, or a reason for having none. */
export interface BackupProof {
  /** Key of the manifest in the bucket, or the ID of the backup; empty without a backup. */
  manifest: string
  /** Where the manifest of an ID is looked up. */
  folder: { prefix: string; environment: string }
  access: BucketAccess
  /** Name of the database that it must contain; undefined when the application's variables show it. */
  database: string | undefined
  /** Why there is no backup; empty when there must be one. */
  skipReason: string
}

export async function readDeployInputs(): Promise<DeployInputs> {
  return readInputs(inputs, await settingInputs(), input => {
    const application = readApplication(input)
    return {
      target: readTarget(input),
      application,
      version: input.text('version', VERSION_FORM),
      sha: input.text('sha', { pattern: /^[0-9a-f]{40}$/, expected: 'a full commit SHA' }),
      transferToken: readTransferToken(input),
      ...readImages(input),
      ...readMigrations(input),
      backup: readBackupProof(input),
      forceSlot: forcedSlot(input),
      allowDowngrade: input.flag('allow-downgrade'),
      keepVersions: input.number('keep-versions', limitsOf(RELEASE_SETTINGS['keep-versions'])),
      handoverPort: readHandoverPort(input),
      ...readLimits(input),
      url: readHttpUrl(input, 'url', { required: false }) || undefined,
      dryRun: input.flag('dry-run'),
    }
  })
}

function readTransferToken(input: InputReader<DeployInput>): string | undefined {
  if (input.choice('commits', ['fetch', 'transfer']) === 'fetch') return undefined
  return input.secret('github-token', { hint: 'Leave it at its default' })
}

function readMigrations(
  input: InputReader<DeployInput>,
): Pick<DeployInputs, 'migrateCommand' | 'skipMigrationsReason' | 'revisionCommand' | 'requireReversible'> {
  const command = input.text('migrate', { required: false })
  const skipMigrationsReason = input.text('skip-migrations-reason', { required: false })
  return {
    // GitHub treats an empty input like a missing one and applies the default, so `none` disables the migrations.
    migrateCommand: skipMigrationsReason === '' && command !== 'none' ? command : '',
    skipMigrationsReason,
    revisionCommand: input.text('revision-command', { required: false }),
    requireReversible: input.flag('require-reversible'),
  }
}

function readBackupProof(input: InputReader<DeployInput>): BackupProof {
  const id = input.text('backup-id', { required: false })
  const manifest = input.text('backup-manifest', { required: false })
  if (manifest !== '' && !isManifestKey(manifest))
    input.problem(
      `input "backup-manifest" must be a manifest key (the "backup-manifest" output of pg-backup), got "${manifest}"`,
    )
  if (id !== '' && !isBackupId(id))
    input.problem(`input "backup-id" must be a backup ID (the "backup-id" output of pg-backup), got "${id}"`)
  const part = (name: 'prefix' | 'environment'): string => input.text(name, { required: id !== '' })
  return {
    manifest: manifest || id,
    folder: { prefix: part('prefix').replace(/\/+$/, ''), environment: part('environment') },
    access: readBucketAccess(input, { required: manifest !== '' || id !== '' }),
    database: input.text('database-name', { required: false }) || undefined,
    skipReason: input.text('skip-backup-reason', { required: false }),
  }
}

function forcedSlot(input: InputReader<DeployInput>): Slot | undefined {
  const slot = input.choice('force-slot', ['idle', ...slotNames(input)])
  return slot === 'idle' ? undefined : slot
}

function readImages(
  input: InputReader<DeployInput>,
): Pick<DeployInputs, 'built' | 'registry' | 'archive' | 'login'> {
  const { username, password } = readRegistryLogin(input)
  const registry = registryIn(input.text('registry', { ...REGISTRY, required: false }))
  const archive = input.text('archive', { required: false })
  const { built, problems } = parseBuiltServices(input.text('images', { required: false }))
  for (const problem of problems) input.problem(problem)
  const services = [...built.values()]
  if (services.some(({ digest }) => digest !== undefined) && registry === undefined)
    input.problem(
      'input "registry" is required because "images" contains registry digests. Set it to the same value as for build-image',
    )
  if (services.some(({ digest }) => digest === undefined) && archive === '')
    input.problem('input "archive" is required because "images" contains images without a registry')
  const login = username === '' || password === '' ? undefined : { username, password }
  return { built, registry, archive, login }
}
