import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { withEnvValues } from '@tsh/deployment'
import type { Consumer } from '../consumer/consumer.ts'
import type { Generation } from '../engine/generations.ts'
import { docker, must, run } from '../machine/command.ts'
import { type ComposeModel, composeModel } from './compose-model.ts'
import { baseImagesOf } from './dockerfiles.ts'
import { checkout, type Repository } from './repository.ts'
import { buildSecretsOf, secretValues, withStandInValues } from './secret-values.ts'

/** The state of the server before the deployment, computed on this machine. */
export interface SeedPlan {
  /** A work tree of the old commit. */
  directory: string
  commit: string
  version: string
  envText: string
  /** Other files that compose reads and git ignores, by path. */
  otherFiles: Record<string, string>
  model: ComposeModel
  /** Whether {@link SURROUNDINGS} exists. */
  hasSurroundings: boolean
  /** Public images used by the compose file and the Dockerfiles. */
  baseImages: string[]
  /** Values of the secrets that the builds mount, by the name of their variable, or their own. */
  buildSecrets: Record<string, string>
  /** Secret values of the env file, and the build secrets. */
  secrets: string[]
}

/** A compose file of production services outside the application, such as a database on another host. */
export const SURROUNDINGS = 'compose.rehearsal.yml'

/**
 * Reads the old commit: its env template, its compose model, the images that it needs.
 * @param overrides values of the env file that are not secrets
 */
export async function planSeed(
  repository: Repository,
  consumer: Consumer,
  folder: string,
  overrides: Record<string, string> = {},
): Promise<SeedPlan> {
  const directory = await checkout(repository, repository.old, join(folder, 'old', repository.name))
  const example = join(directory, `${consumer.envFile}.example`)
  if (!existsSync(example)) {
    throw new UserError(
      `${consumer.envFile}.example is missing in ${consumer.name}. Add it; the rehearsal creates the server's ${consumer.envFile} from it`,
    )
  }
  const version = oldVersion(consumer, repository.old)
  const [first] = consumer.slotNames
  const slot: Record<string, string> = first ? { ACTIVE_DEPLOYMENT_SLOT: first, DEPLOYMENT_SLOT: first } : {}
  const exampleText = withStandInValues(readFileSync(example, 'utf8'))
  const envText = withEnvValues(exampleText, {
    VERSION: version,
    ...slot,
    ...fewerWorkers(exampleText),
    ...overrides,
  })
  const otherFiles = await filesFromExamples(directory, consumer)
  const files = { ...otherFiles, [consumer.envFile]: envText }
  writeFiles(directory, files)
  const model = await composeModel(directory, consumer.composeFiles, consumer.envFile)
  const buildSecrets = buildSecretsOf(model, repository.old)
  const hasSurroundings = existsSync(join(directory, SURROUNDINGS))
  const images = new Set([
    ...baseImagesOf(model),
    ...(hasSurroundings ? baseImagesOf(await composeModel(directory, [SURROUNDINGS], consumer.envFile)) : []),
    ...(await newImages(repository, consumer, files, folder)),
  ])
  return {
    directory,
    commit: repository.old,
    version,
    envText,
    otherFiles,
    model,
    hasSurroundings,
    baseImages: [...images].sort(),
    buildSecrets,
    secrets: [
      ...[exampleText, ...Object.values(otherFiles)].flatMap(secretValues),
      ...Object.values(buildSecrets),
    ],
  }
}

/** A sandbox has fewer cores than a server, and starts several applications. */
const fewerWorkers = (exampleText: string): Record<string, string> =>
  /^UVICORN_WORKERS=/m.test(exampleText) ? { UVICORN_WORKERS: '1' } : {}

/** Files that the compose file references and git ignores, with the content of the example next to each. */
async function filesFromExamples(
  directory: string,
  { composeFiles, envFile }: Consumer,
): Promise<Record<string, string>> {
  const existing = composeFiles.map(file => join(directory, file)).filter(file => existsSync(file))
  const composeText = existing.map(file => readFileSync(file, 'utf8')).join('\n')
  const listed = await must('git', ['-C', directory, 'ls-files', '-z', '*.example'])
  const names = listed.split('\0').map(example => example.replace(/\.example$/, ''))
  const files: Record<string, string> = {}
  for (const name of names.filter(name => name && name !== envFile && composeText.includes(name))) {
    const ignored = await run('git', ['-C', directory, 'check-ignore', '--quiet', '--', name])
    if (ignored.code === 0)
      files[name] = withStandInValues(readFileSync(join(directory, `${name}.example`), 'utf8'))
  }
  return files
}

function writeFiles(directory: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(directory, name), text, { mode: 0o600 })
}

/** The new commit may use different base images than the old one. */
async function newImages(
  repository: Repository,
  consumer: Consumer,
  files: Record<string, string>,
  folder: string,
): Promise<string[]> {
  const directory = join(folder, 'new', repository.name)
  cpSync(repository.directory, directory, { recursive: true, filter: path => !path.endsWith('/.git') })
  writeFiles(directory, files)
  return baseImagesOf(await composeModel(directory, consumer.composeFiles, consumer.envFile))
}

const oldVersion = (consumer: Consumer, sha: string): string =>
  consumer.environmentName === 'staging'
    ? `staging-${sha.slice(0, 7)}`
    : `${consumer.environmentName}-v2026.01.01-${sha.slice(0, 7)}`

/** The cache key of a prepared server. */
export async function templateKey(
  plan: SeedPlan,
  consumer: Consumer,
  old: string,
  generation: Generation = 'stable',
): Promise<string> {
  const facts = [consumer, old, plan.envText, plan.version, generation]
  const hash = createHash('sha256').update(JSON.stringify(facts))
  const folders = [import.meta.dirname, join(import.meta.dirname, '..', '..', 'images', 'server')]
  for (const folder of folders) {
    for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)))
  }
  hash.update(await docker(['image', 'inspect', '--format', '{{.Id}}', ...plan.baseImages]))
  return `seed-${hash.digest('hex').slice(0, 16)}`
}
