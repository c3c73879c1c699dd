import { readFile } from 'node:fs/promises'
import { inlineCode, log, table, UserError, writeSummary } from '@tsh/action'
import {
  type BuiltService,
  type BuiltServices,
  familiarName,
  formatBuiltServices,
  pinnedReference,
  pushedName,
  readImageArchive,
} from '@tsh/deployment'
import { plainEnvironment, type Shell } from '@tsh/shell'
import { bakeFile, buildServices, type PlannedImage, plannedImages, type Target } from './bake-file.ts'
import { type BuildArgs, unusedArguments } from './build-args.ts'
import { buildSecrets } from './build-secrets.ts'
import { buildVariables } from './build-variables.ts'
import { entitlements } from './entitlements.ts'
import { givenIn, stepVariables } from './given.ts'
import type { BuildInputs } from './inputs.ts'
import type { Given } from './interpolation.ts'
import { withLogin } from './login.ts'
import { digestsOf, withMetadataFile } from './metadata.ts'

export interface BuildResult {
  /** The built images, by service; empty when they are only built. */
  images: string
  /** Whether the images are in the archive instead of a registry. */
  archive: boolean
}

/** A built image with its digests. */
type Built = PlannedImage & BuiltService

/** Builds every buildable service of the compose files once, and pushes or saves the images. */
export async function build(inputs: BuildInputs, shell: Shell): Promise<BuildResult> {
  const { registry, archive, buildOnly } = inputs
  const bake = await readBakeFile(inputs, shell)
  if (buildOnly) return await buildAlone({ ...bake, inputs, shell })
  const images = await withLogin(inputs, environment => bakeImages({ ...bake, inputs, shell, environment }))
  const built = registry === undefined ? await saveImages(images, archive, shell) : images
  await report(built, registry)
  return { images: formatBuiltServices(byService(built)), archive: registry === undefined }
}

/** Proves that the images can be built; they stay in the cache of the builder. */
async function buildAlone(bake: Building): Promise<BuildResult> {
  await runBake(bake, { output: bake.planned.flatMap(cacheOnly), environment: plainEnvironment() })
  const rows = bake.planned.map(({ image, services }) => [
    inlineCode(image),
    services.map(inlineCode).join(', '),
  ])
  await writeSummary(`### Images\n\n${table(['Image, built only', 'Services'], rows)}\n`)
  return { images: '', archive: false }
}

const cacheOnly = ({ target }: PlannedImage): string[] => ['--set', `${target}.output=type=cacheonly`]

const byService = (images: readonly Built[]): BuiltServices =>
  new Map(images.flatMap(image => image.services.map(service => [service, image])))

interface Bake {
  file: string
  folder: string
  /** The variables and build secrets that the builds read. */
  variables: Record<string, string>
  /** Options that allow the builds to read files outside of the folder. */
  allowed: string[]
  planned: PlannedImage[]
}

async function readBakeFile(inputs: BuildInputs, shell: Shell): Promise<Bake> {
  const { composeFiles, version, buildArgs } = inputs
  const { projectFolder, readBuildModel } = await import('./build-model.ts')
  const path = composeFiles.join(', ')
  const folder = projectFolder(composeFiles)
  const model = await readBuildModel(composeFiles, shell)
  const services = buildServices(model, inputs, path)
  const given = await givenIn(folder)
  const known: Given = name => (name === 'VERSION' ? version : (buildArgs.get(name) ?? given(name)))
  const { read, ...found } = buildVariables(services, path, known)
  const secrets = buildSecrets({ ...model, services }, { supplied: inputs.buildSecrets, given, folder }, path)
  const problems = [...found.problems, ...secrets.problems]
  if (problems.length > 0) throw new UserError(problems)
  const builds = Object.values(services).map(({ build }) => build)
  for (const warning of [...found.warnings, ...unusedArguments(buildArgs, builds, read, path)])
    log.warning(warning, 'build-image')
  const variables = { ...stepVariables(read), ...valuesOf(read, buildArgs) }
  const file = bakeFile(services, secrets.definitions)
  const printed = await shell.run('docker', ['buildx', 'bake', '-f', '-', '--print'], {
    input: file,
    cwd: folder,
    env: plainEnvironment({ ...variables, VERSION: version }),
  })
  const { target } = JSON.parse(printed.stdout) as { target: Record<string, Target> }
  const planned = plannedImages(target, Object.keys(services), version)
  const files = Object.values(secrets.definitions).flatMap(({ file }) => file ?? [])
  return {
    ...{ file, folder, planned, variables: { ...variables, ...secrets.variables } },
    allowed: await entitlements(Object.values(target), files, { folder, shell }),
  }
}

const valuesOf = (names: readonly string[], buildArgs: BuildArgs): Record<string, string> =>
  Object.fromEntries([...buildArgs].filter(([name]) => names.includes(name)))

interface Building extends Bake {
  inputs: BuildInputs
  shell: Shell
}

async function bakeImages({
  environment,
  ...building
}: Building & { environment: Record<string, string> }): Promise<Built[]> {
  const { planned, inputs } = building
  return withMetadataFile(async metadata => {
    const output = ['--metadata-file', metadata, ...destination(planned, inputs.registry)]
    await runBake(building, { output, environment })
    if (inputs.registry === undefined) return [...planned]
    const reported = await readFile(metadata, 'utf8')
    return planned.map(image => ({ ...image, ...digestsOf(reported, image.target) }))
  })
}

/** @param output options that decide where the images go */
async function runBake(
  { file, folder, variables, allowed, planned, inputs: { version }, shell }: Building,
  { output, environment }: { output: readonly string[]; environment: Record<string, string> },
): Promise<void> {
  const options = ['buildx', 'bake', '-f', '-', '--progress', 'plain', ...output, ...allowed]
  await log.group(`Building ${planned.map(({ image }) => image).join(', ')}`, () =>
    shell.run('docker', [...options, ...planned.map(({ target }) => target)], {
      input: file,
      cwd: folder,
      env: { ...variables, ...environment, VERSION: version },
      onLine: log.untrusted,
    }),
  )
}

function destination(planned: readonly PlannedImage[], registry: string | undefined): string[] {
  if (registry === undefined) return ['--load']
  const tags = planned.flatMap(({ target, image }) => [
    '--set',
    `${target}.tags=${pushedName(registry, image)}`,
  ])
  return ['--push', ...tags]
}

/** Saves the images to an archive. @returns the images with their IDs, read from the archive */
async function saveImages(images: readonly Built[], archive: string, shell: Shell): Promise<Built[]> {
  log.info(`Saving ${images.length} images to ${archive}`)
  await shell.run('docker', ['save', '--output', archive, ...images.map(({ image }) => image)])
  const saved = await readImageArchive(archive)
  return images.map(built => {
    const id = saved.images.find(({ tags }) => tags.includes(familiarName(built.image)))?.id
    if (!id) throw new UserError(`"docker save" did not write ${built.image} to "${archive}"`)
    return { ...built, id }
  })
}

async function report(images: readonly Built[], registry = ''): Promise<void> {
  const rows = images.map(({ image, services, digest, id = '' }) => [
    inlineCode(image),
    services.map(inlineCode).join(', '),
    digest === undefined
      ? `${inlineCode(id)}, transferred over SSH`
      : inlineCode(pinnedReference(registry, image, digest)),
  ])
  await writeSummary(`### Images\n\n${table(['Image', 'Services', 'Digest'], rows)}\n`)
}
