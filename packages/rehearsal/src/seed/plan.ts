import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { docker } from '../command.ts'
import type { Consumer } from '../consumer.ts'
import type { Generation } from '../engine/generations.ts'
import { RehearsalError } from '../errors.ts'
import { type ComposeModel, composeModel } from './compose-model.ts'
import { baseImagesOf } from './dockerfiles.ts'
import { secretValues, withValues } from './env-file.ts'
import { checkout, type Repository } from './repository.ts'

/** Everything about the server as it is before the deployment, worked out on this machine. */
export interface SeedPlan {
  /** A work tree of the old commit. */
  directory: string
  commit: string
  version: string
  envText: string
  model: ComposeModel
  /** Public images that compose file and Dockerfiles name. */
  baseImages: string[]
  /** Secret values of the env file. */
  secrets: string[]
}

/**
 * Reads the old commit: its env template, its compose model, the images that it needs.
 * @param words values of the env file that are no secrets
 */
export async function planSeed(
  repository: Repository,
  consumer: Consumer,
  folder: string,
  words: Record<string, string> = {},
): Promise<SeedPlan> {
  const directory = await checkout(repository, repository.old, join(folder, 'old', repository.name))
  const example = join(directory, `${consumer.envFile}.example`)
  if (!existsSync(example)) {
    throw new RehearsalError(
      `${consumer.envFile}.example is missing in ${consumer.name}; the rehearsal writes the server's ${consumer.envFile} from it.`,
    )
  }
  const version = oldVersion(consumer, repository.old)
  const [first] = consumer.slotNames
  const slot: Record<string, string> = first ? { ACTIVE_DEPLOYMENT_SLOT: first, DEPLOYMENT_SLOT: first } : {}
  const secrets = secretValues(readFileSync(example, 'utf8'))
  const envText = withValues(readFileSync(example, 'utf8'), { VERSION: version, ...slot, ...words })
  writeFileSync(join(directory, consumer.envFile), envText, { mode: 0o600 })
  const model = await composeModel(directory, consumer.composeFile, consumer.envFile)
  const images = new Set([
    ...baseImagesOf(model),
    ...(await newImages(repository, consumer, envText, folder)),
  ])
  return {
    directory,
    commit: repository.old,
    version,
    envText,
    model,
    baseImages: [...images].sort(),
    secrets,
  }
}

/** A new commit may start from other images than the old one. */
async function newImages(
  repository: Repository,
  consumer: Consumer,
  envText: string,
  folder: string,
): Promise<string[]> {
  const directory = join(folder, 'new', repository.name)
  cpSync(repository.directory, directory, { recursive: true, filter: path => !path.endsWith('/.git') })
  writeFileSync(join(directory, consumer.envFile), envText, { mode: 0o600 })
  return baseImagesOf(await composeModel(directory, consumer.composeFile, consumer.envFile))
}

const oldVersion = (consumer: Consumer, sha: string): string =>
  consumer.environment === 'staging'
    ? `staging-${sha.slice(0, 7)}`
    : `production-v2026.01.01-${sha.slice(0, 7)}`

/** Names a prepared server by everything that went into it. */
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
