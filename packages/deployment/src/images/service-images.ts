import type { ComposeModel } from '../compose/compose-model.ts'
import type { BuiltService, BuiltServices } from './built-services.ts'
import { imageNameProblem, pinnedReference } from './image-names.ts'
import type { BuiltImage } from './images.ts'

export interface ServiceImages {
  /** One per image name, even if several services share it. */
  images: BuiltImage[]
  problems: string[]
}

interface Release {
  version: string
  /** Registry and namespace of the pushed images. */
  registry: string | undefined
  /** The compose file, for messages. */
  composeFile: string
}

/**
 * The names of the images built for a version, from the compose file of its commit, and any problems with them.
 * @param model read with `VERSION` set
 */
export function builtImageNames(
  model: ComposeModel,
  version: string,
): { names: string[]; problems: string[] } {
  const builds = [...buildsIn(model)]
  return {
    names: [...new Set(builds.flatMap(([, image]) => image ?? []))],
    problems: builds.flatMap(([service, image]) => imageNameProblem(service, image, version) ?? []),
  }
}

/**
 * The images of a build: digests from the build, names from the compose file of the commit. So the build output can
 * neither add an image that the commit does not build nor omit one.
 */
export function serviceImages(model: ComposeModel, built: BuiltServices, release: Release): ServiceImages {
  const builds = buildsIn(model)
  const { problems } = builtImageNames(model, release.version)
  const images = new Map<string, { service: string; image: BuiltImage }>()
  for (const [service, name] of builds) {
    const result = built.get(service)
    if (!result || !name) continue
    const image = builtImage(name, result, release.registry)
    const first = images.get(name)
    if (!first) images.set(name, { service, image })
    else if (!isSame(first.image, image))
      problems.push(
        `input "images" has different images for services "${first.service}" and "${service}", which share ${name}. Build the commit again`,
      )
  }
  return {
    images: [...images.values()].map(({ image }) => image),
    problems: [...problems, ...differences(builds, built, release.composeFile)],
  }
}

/** The image name of every service with a build, as written in the compose file. */
function buildsIn({ services }: ComposeModel): Map<string, string | undefined> {
  const builds = Object.entries(services).filter(([, { build }]) => build !== undefined && build !== null)
  return new Map(builds.map(([service, { image }]) => [service, image]))
}

const builtImage = (image: string, { digest, id }: BuiltService, registry = ''): BuiltImage =>
  digest === undefined
    ? { image, reference: '', ...(id === undefined ? {} : { id }) }
    : { image, reference: pinnedReference(registry, image, digest) }

const isSame = (one: BuiltImage, other: BuiltImage): boolean =>
  one.reference === other.reference && one.id === other.id

const MAX_NAMES = 5

/** Services that exist only in the build or only in the compose file. */
function differences(
  builds: ReadonlyMap<string, unknown>,
  built: BuiltServices,
  composeFile: string,
): string[] {
  const unknown = [...built.keys()].filter(service => !builds.has(service))
  const missing = [...builds.keys()].filter(service => !built.has(service))
  return [
    ...(unknown.length === 0
      ? []
      : [
          `input "images" contains ${named(unknown)}, which ${composeFile} of the commit does not build. Pass the "images" output of a build of this commit`,
        ]),
    ...(missing.length === 0
      ? []
      : [
          `input "images" does not contain ${named(missing)}, which ${composeFile} of the commit builds. Build the commit again`,
        ]),
  ]
}

function named(services: readonly string[]): string {
  const more = services.length - MAX_NAMES
  const names = services.slice(0, MAX_NAMES).map(service => `"${service.slice(0, 80)}"`)
  return `${services.length > 1 ? 'services' : 'service'} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
