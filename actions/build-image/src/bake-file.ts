import { isDeepStrictEqual } from 'node:util'
import { UserError } from '@tsh/action'
import { readServices } from './compose-file.ts'

/** A target as `docker buildx bake --print` tells it. */
export interface Target {
  context?: string
  dockerfile?: string
  tags?: string[]
}

/** An image to build: the bake target and the name and tag in the compose file. */
export interface PlannedImage {
  target: string
  image: string
}

/**
 * The buildable part of a compose file as a document of its own. Bake would also read the env files and required
 * variables of all other services, which exist on the server only.
 * @throws UserError when there is nothing to build
 */
export function bakeFile(composeText: string, path: string): string {
  const buildable = Object.entries(readServices(composeText, path)).filter(
    ([, { build }]) => build !== undefined && build !== null,
  )
  if (buildable.length === 0)
    throw new UserError(`${path} has no service with "build", so there is nothing to build`)
  for (const [name, { image }] of buildable) {
    if (name.startsWith('-'))
      throw new UserError(
        `service "${name}" begins with "-", like an option of docker buildx bake. Rename it in ${path}`,
      )
    if (!image) {
      throw new UserError(
        `service "${name}" in ${path} has "build" but no "image". Name it, for example "image: ${name}:\${VERSION}"`,
      )
    }
  }
  return JSON.stringify({
    services: Object.fromEntries(buildable.map(([name, { build, image }]) => [name, { build, image }])),
  })
}

/** One target for each image, however many services share it. */
export function plannedImages(targets: Record<string, Target>, version: string): PlannedImage[] {
  const images = new Map<string, PlannedImage>()
  for (const [target, { tags = [], ...build }] of Object.entries(targets)) {
    const image = tags[0] ?? ''
    if (!image.endsWith(`:${version}`)) {
      throw new UserError(
        `image "${image}" of service "${target}" does not carry the version. Write "image: NAME:\${VERSION}" in the compose file`,
      )
    }
    const first = images.get(image)?.target
    if (first === undefined) images.set(image, { target, image })
    else if (!isDeepStrictEqual(withoutTags(targets[first]), build))
      throw new UserError(
        `services "${first}" and "${target}" build image "${image}" in different ways, and only one of them can be it. Give each its own "image"`,
      )
  }
  return [...images.values()]
}

function withoutTags({ tags: _, ...build }: Target = {}): Target {
  return build
}
