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
  /** What was built for this release; empty for an existing version. */
  built: BuiltServices
  /** Registry and namespace that it was pushed to; missing when the images are transferred as a file. */
  registry: string | undefined
  /** File with the images that do not come from a registry. */
  archive: string
  /** Login for the registry of the images. */
  login: RegistryLogin | undefined
  /** Empty when none are to be run. */
  migrateCommand: string
  /** Why the migrations are left out; empty when they are not. */
  skipMigrationsReason: string
  /** Prints the schema revision; empty where the database is queried. */
  revisionCommand: string
  /** Whether a release is refused that could not be rolled back automatically. */
  requireReversible: boolean
  backup: BackupProof
  forceSlot: Slot | undefined
  /** Whether a commit that is older than the live one may replace it. */
  allowDowngrade: boolean
  /** How many versions besides the live one keep their images on the server. */
  keepVersions: number
  /** Port of the second container during a replacement in place. */
  handoverPort: number | undefined
  /** The public URL; it is only passed on. */
  url: string | undefined
  dryRun: boolean
}

/** Why migrations may run: a backup that can be looked at, or a reason for having none. */
export interface BackupProof {
  /** Key of the manifest in the bucket, or the id of the backup; empty for none. */
  manifest: string
  /** Where the manifest of an id is looked for. */
  folder: { prefix: string; environment: string }
  access: BucketAccess
  /** Name of the database that it must be of; missing where the application's variables show it. */
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
      sha: input.text('sha', { pattern: /^[0-9a-f]{40}$/, expected: 'a full commit id' }),
      ...readImages(input),
      ...readMigrations(input),
      backup: readBackupProof(input),
      forceSlot: forcedSlot(input, application),
      allowDowngrade: input.flag('allow-downgrade'),
      keepVersions: input.number('keep-versions', limitsOf(RELEASE_SETTINGS['keep-versions'])),
      handoverPort: readHandoverPort(input),
      ...readLimits(input),
      url: readHttpUrl(input, 'url', { required: false }) || undefined,
      dryRun: input.flag('dry-run'),
    }
  })
}

function readMigrations(
  input: InputReader<DeployInput>,
): Pick<DeployInputs, 'migrateCommand' | 'skipMigrationsReason' | 'revisionCommand' | 'requireReversible'> {
  const command = input.text('migrate', { required: false })
  const skipMigrationsReason = input.text('skip-migrations-reason', { required: false })
  return {
    // GitHub passes an empty input like a missing one, which means the default; so a word disables the migrations.
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
      `input "backup-manifest" is not the key of a manifest (output "backup-manifest" of pg-backup), got "${manifest}"`,
    )
  if (id !== '' && !isBackupId(id))
    input.problem(`input "backup-id" is not the id of a backup (output of pg-backup), got "${id}"`)
  const part = (name: 'prefix' | 'environment'): string => input.text(name, { required: id !== '' })
  return {
    manifest: manifest || id,
    folder: { prefix: part('prefix').replace(/\/+$/, ''), environment: part('environment') },
    access: readBucketAccess(input, { required: manifest !== '' || id !== '' }),
    database: input.text('database-name', { required: false }) || undefined,
    skipReason: input.text('skip-backup-reason', { required: false }),
  }
}

function forcedSlot(input: InputReader<DeployInput>, { slots }: Application): Slot | undefined {
  const slot = input.choice('force-slot', ['idle', ...slots])
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
      'input "registry" is required because "images" has digests of a registry. Set it as for build-image',
    )
  if (services.some(({ digest }) => digest === undefined) && archive === '')
    input.problem('input "archive" is required because "images" has images without a registry')
  const login = username === '' || password === '' ? undefined : { username, password }
  return { built, registry, archive, login }
}
