import { type InputReader, readInputs, seenText, UserError } from '@tsh/action'
import { type BucketAccess, type Encryption, isBackupId, isManifestKey, readBucketAccess } from '@tsh/backup'
import {
  type Application,
  type BuiltServices,
  type Limits,
  parseBuiltServices,
  REGISTRY,
  type RegistryLogin,
  readApplication,
  readEnvValues,
  readHandoverPort,
  readLimits,
  readRegistryLogin,
  registryIn,
  requireEnvValues,
  type Slot,
  slotNames,
  VERSION_FORM,
} from '@tsh/deployment'
import { readHttpUrl, readTarget, type Target } from '@tsh/remote'
import { limitsOf, RELEASE_SETTINGS, settingInputs, settingsFile } from '@tsh/settings'
import { type DefinedSecrets, parseDefinedSecrets } from './checks/defined-secrets.ts'
import { inputs } from './definition.ts'

type DeployInput = keyof typeof inputs

const NEXT_JOBS = ['build', 'backup'] as const

export interface DeployInputs extends Limits {
  target: Target
  application: Application
  version: string
  sha: string
  /** Token that reads the commit when it is transferred over SSH; undefined when the server fetches it. */
  transferToken: string | undefined
  /** Values that the env file gets before the release, by key. */
  envValues: Readonly<Record<string, string>>
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
  /** Why the tests were skipped; empty when they ran. */
  skipTestsReason: string
  /** Prints the schema revision; empty when the database is queried. */
  revisionCommand: string
  /** Whether to refuse a release that cannot be rolled back automatically. */
  requireReversible: boolean
  backup: BackupProof
  forceSlot: Slot | undefined
  /** Whether a commit that is older than the live one may replace it. */
  allowDowngrade: boolean
  /** Whether services that are up to date get a new container too. */
  forceRecreate: boolean
  /** Number of versions in addition to the live one whose images stay on the server. */
  keepVersions: number
  /** Port of the second container during a replacement in place. */
  handoverPort: number | undefined
  /** The public URL, passed through to the outputs. */
  url: string | undefined
  /** What the rules of the standard need; undefined without a settings file. */
  standard: StandardInputs | undefined
  dryRun: boolean
  /** What a dry run also checks for the following jobs. */
  checks: readonly NextJob[]
  /** Which secrets the run can read; empty when unknown. */
  definedSecrets: DefinedSecrets
}

/** A job after a dry run: the build of a new version, and the backup. */
export type NextJob = (typeof NEXT_JOBS)[number]

export interface StandardInputs {
  environment: string
  settings: { path: string; text: string }
}

/** Why migrations may run: a backup that can be verified, or a reason for having none. */
export interface BackupProof {
  /** Key of the manifest in the bucket, or the ID of the backup; empty without a backup. */
  manifest: string
  /** Where the manifest of an ID is looked up. */
  folder: { prefix: string; environment: string }
  access: BucketAccess
  /** How its objects are encrypted. */
  encryption: Pick<Encryption, 'mode' | 'key'>
  /** Name of the database that it must contain; undefined when the application's variables show it. */
  database: string | undefined
  /** Why there is no backup; empty when there must be one. */
  skipReason: string
}

/** The inputs of a deployment, or of a dry run that cannot connect. */
export type ReadInputs =
  | { inputs: DeployInputs; noConnection?: undefined }
  | { inputs: Omit<DeployInputs, 'target'>; noConnection: UserError }

/**
 * @returns for a dry run also without a connection, so that it can check everything else
 * @throws UserError with the problems of all inputs
 */
export async function readDeployInputs(): Promise<ReadInputs> {
  const values = await settingInputs()
  const settings = await settingsFile()
  const [target, others, env] = await Promise.all([
    attempted(readInputs(inputs, values, readTarget)),
    attempted(readInputs(inputs, values, input => readOthers(input, settings))),
    attempted(readInputs(inputs, values, requireEnvValues)),
  ])
  // Without access to the environment there are no values of its secrets either.
  if ('value' in others && others.value.dryRun && 'error' in target)
    return { inputs: others.value, noConnection: target.error }
  if ('value' in target && 'value' in others && 'value' in env)
    return { inputs: { ...others.value, target: target.value } }
  const problems = [target, others, env].flatMap(one => ('error' in one ? one.error.problems : []))
  throw new UserError([...new Set(problems)])
}

async function attempted<T>(reading: Promise<T>): Promise<{ value: T } | { error: UserError }> {
  try {
    return { value: await reading }
  } catch (error) {
    if (error instanceof UserError) return { error }
    throw error
  }
}

function readOthers(
  input: InputReader<DeployInput>,
  settings: StandardInputs['settings'] | undefined,
): Omit<DeployInputs, 'target'> {
  const checks = readChecks(input)
  return {
    application: readApplication(input),
    version: input.text('version', VERSION_FORM),
    sha: input.text('sha', { pattern: /^[0-9a-f]{40}$/, expected: 'a full commit SHA' }),
    transferToken: readTransferToken(input),
    envValues: readEnvValues(input),
    ...readImages(input),
    ...readMigrations(input),
    backup: readBackupProof(input, checks.includes('backup')),
    forceSlot: forcedSlot(input),
    skipTestsReason: input.text('skip-tests-reason', { required: false }),
    allowDowngrade: input.flag('allow-downgrade'),
    forceRecreate: input.flag('force-recreate'),
    keepVersions: input.number('keep-versions', limitsOf(RELEASE_SETTINGS['keep-versions'])),
    handoverPort: readHandoverPort(input),
    ...readLimits(input),
    url: readHttpUrl(input, 'url', { required: false }) || undefined,
    standard: settings && { environment: input.text('environment'), settings },
    dryRun: input.flag('dry-run'),
    checks,
    definedSecrets: readDefinedSecrets(input),
  }
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

function readChecks(input: InputReader<DeployInput>): NextJob[] {
  const words = input.text('check', { required: false }).split(/[\s,]+/)
  const known = NEXT_JOBS.filter(job => words.includes(job))
  const unknown = words.find(word => word !== '' && !known.some(job => job === word))
  if (unknown !== undefined)
    input.problem(`input "check" must be a list of ${NEXT_JOBS.join(' and ')}${seenText(unknown)}`)
  return known
}

function readDefinedSecrets(input: InputReader<DeployInput>): DefinedSecrets {
  const secrets = parseDefinedSecrets(input.text('defined-secrets', { required: false }))
  if (!secrets)
    input.problem('input "defined-secrets" must be NAME=true or NAME=false for each secret, without values')
  return secrets ?? new Map()
}

/** @param isProbed whether a backup will be written to the bucket */
function readBackupProof(input: InputReader<DeployInput>, isProbed: boolean): BackupProof {
  const id = input.text('backup-id', { required: false })
  const manifest = input.text('backup-manifest', { required: false })
  if (manifest !== '' && !isManifestKey(manifest))
    input.problem(
      `input "backup-manifest" must be a manifest key (the "backup-manifest" output of pg-backup), got "${manifest}"`,
    )
  if (id !== '' && !isBackupId(id))
    input.problem(`input "backup-id" must be a backup ID (the "backup-id" output of pg-backup), got "${id}"`)
  const part = (name: 'prefix' | 'environment'): string =>
    input.text(name, { required: isProbed || id !== '' })
  return {
    manifest: manifest || id,
    folder: { prefix: part('prefix').replace(/\/+$/, ''), environment: part('environment') },
    access: readBucketAccess(input, { required: manifest !== '' || id !== '' }),
    encryption: {
      mode: input.choice('encryption', ['sse-s3', 'sse-kms', 'age', 'none']),
      key: input.text('kms-key', { required: false }),
    },
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
  return { built, registry, archive, login: readRegistryLogin(input, registry) }
}
