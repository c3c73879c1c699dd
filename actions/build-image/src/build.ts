import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { inlineCode, log, outputProblem, table, UserError, writeSummary } from '@tsh/action'
import { type BuiltImage, familiarName, readImageArchive } from '@tsh/deployment'
import { plainEnvironment, type Shell } from '@tsh/shell'
import type { PlannedImage, Target } from './bake-file.ts'
import type { BuildService } from './build-variables.ts'
import { givenIn, stepVariables } from './given.ts'
import type { BuildInputs } from './inputs.ts'
import { withLogin } from './login.ts'
import { digestsOf, withMetadataFile } from './metadata.ts'

/** Builds every buildable service of the compose file once, and pushes or saves the images. */
export async function build(inputs: BuildInputs, shell: Shell): Promise<{ images: string; archive: string }> {
  const bake = await readBakeFile(inputs, shell)
  checkNames(bake.planned, inputs)
  const images = await withLogin(inputs, environment => bakeImages({ ...bake, inputs, shell, environment }))
  const transferred = inputs.registry === ''
  const built = transferred ? await saveImages(images, inputs.archive, shell) : images
  await report(built)
  return { images: JSON.stringify(built), archive: transferred ? inputs.archive : '' }
}

/** Pushed images whose names no other job gets to know would be of no use. */
function checkNames(planned: readonly PlannedImage[], { registry }: BuildInputs): void {
  const problems = planned.flatMap(
    ({ image }) =>
      outputProblem(`the name of image "${image}" (registry "${registry}")`, `${registry}/${image}`) ?? [],
  )
  if (problems.length > 0) throw new UserError(problems)
}

interface Bake {
  file: string
  folder: string
  /** The variables of the step that the builds read. */
  variables: Record<string, string>
  planned: PlannedImage[]
}

async function readBakeFile({ composeFile, version }: BuildInputs, shell: Shell): Promise<Bake> {
  const [{ bakeFile, plannedImages }, { buildVariables }] = await Promise.all([
    import('./bake-file.ts'),
    import('./build-variables.ts'),
  ])
  const text = await readFile(composeFile, 'utf8').catch(cause => {
    throw new UserError(`compose file "${composeFile}" does not exist in the workspace`, { cause })
  })
  const file = bakeFile(text, composeFile)
  const folder = dirname(resolve(composeFile))
  const { services } = JSON.parse(file) as { services: Record<string, BuildService> }
  const found = buildVariables(services, composeFile, await givenIn(folder, version))
  if (found.problems.length > 0) throw new UserError(found.problems)
  for (const warning of found.warnings) log.warning(warning, 'build-image')
  const variables = stepVariables(found.read)
  const printed = await shell.run('docker', ['buildx', 'bake', '-f', '-', '--print'], {
    input: file,
    cwd: folder,
    env: plainEnvironment({ ...variables, VERSION: version }),
  })
  const { target } = JSON.parse(printed.stdout) as { target: Record<string, Target> }
  return { file, folder, variables, planned: plannedImages(target, version) }
}

async function bakeImages({
  file,
  folder,
  variables,
  planned,
  inputs: { registry, version },
  shell,
  environment,
}: Bake & { inputs: BuildInputs; shell: Shell; environment: Record<string, string> }): Promise<BuiltImage[]> {
  const tags =
    registry === ''
      ? []
      : planned.flatMap(({ target, image }) => ['--set', `${target}.tags=${registry}/${image}`])
  return withMetadataFile(async metadata => {
    const targets = planned.map(({ target }) => target)
    const where = registry === '' ? '--load' : '--push'
    const words = [
      'buildx',
      'bake',
      '-f',
      '-',
      '--progress',
      'plain',
      '--metadata-file',
      metadata,
      where,
      ...tags,
      ...targets,
    ]
    await log.group(`Building ${planned.map(({ image }) => image).join(', ')}`, () =>
      shell.run('docker', words, {
        input: file,
        cwd: folder,
        env: { ...variables, ...environment, VERSION: version },
        onLine: log.untrusted,
      }),
    )
    const digests = registry === '' ? {} : digestsOf(await readFile(metadata, 'utf8'), targets)
    return planned.map(({ target, image }) => ({
      image,
      reference: registry === '' ? '' : `${registry}/${image.replace(/:[^:/]*$/, '')}@${digests[target]}`,
    }))
  })
}

/** Saves the images to a file. @returns them with their ids, read from that file */
async function saveImages(
  images: readonly BuiltImage[],
  archive: string,
  shell: Shell,
): Promise<BuiltImage[]> {
  log.info(`Saving ${images.length} images to ${archive}`)
  await shell.run('docker', ['save', '--output', archive, ...images.map(({ image }) => image)])
  const saved = await readImageArchive(archive)
  return images.map(({ image, reference }) => {
    const id = saved.images.find(({ tags }) => tags.includes(familiarName(image)))?.id
    if (!id) throw new UserError(`"docker save" has left ${image} out of "${archive}"`)
    return { image, reference, id }
  })
}

async function report(images: readonly BuiltImage[]): Promise<void> {
  const rows = images.map(({ image, reference, id }) => [
    inlineCode(image),
    reference === '' ? `${inlineCode(id ?? '')}, transferred over SSH` : inlineCode(reference),
  ])
  await writeSummary(`### Images\n\n${table(['Image', 'Digest'], rows)}\n`)
}
