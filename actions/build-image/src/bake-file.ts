import { isDeepStrictEqual } from 'node:util'
import { UserError } from '@tsh/action'
import { imageNameProblem, isRequested, unknownProfiles } from '@tsh/deployment'
import { withArguments } from './build-args.ts'
import type { BuildModel } from './build-model.ts'
import { type BuildSecrets, secretIds } from './build-secrets.ts'
import type { BuildInputs } from './inputs.ts'

/** A target as `docker buildx bake --print` prints it. */
export interface Target {
  context?: string
  contexts?: Record<string, string>
  dockerfile?: string
  tags?: string[]
}

/** An image to build: the bake target, the name and tag in the compose file, and the services that use it. */
export interface PlannedImage {
  target: string
  image: string
  services: readonly string[]
}

/** A service that is built. */
export interface BuildService {
  build: Readonly<Record<string, unknown>>
  image: string
}

/**
 * The services that are built, with the build arguments of the settings in place of those of the compose files.
 * @param path the compose files, for messages
 * @throws UserError when there is nothing to build, or no service has a requested profile
 */
export function buildServices(
  { services }: Pick<BuildModel, 'services'>,
  { buildArgs, profiles }: Pick<BuildInputs, 'buildArgs' | 'profiles'>,
  path: string,
): Record<string, BuildService> {
  const [unknown] = unknownProfiles(services, profiles)
  if (unknown !== undefined)
    throw new UserError(
      `no service in ${path} has the profile "${unknown}" of "compose-profiles". Correct its name, or remove it`,
    )
  const buildable = Object.entries(services).filter(
    ([name, service]) => (service.build ?? undefined) !== undefined && isRequested(name, service, profiles),
  )
  if (buildable.length === 0)
    throw new UserError(`${path} has no service with "build", so there is nothing to build`)
  return Object.fromEntries(
    buildable.map(([name, { build, image }]) => {
      if (name.startsWith('-'))
        throw new UserError(
          `service "${name}" begins with "-", like an option of docker buildx bake. Rename it in ${path}`,
        )
      if (!image)
        throw new UserError(
          `service "${name}" in ${path} has "build" but no "image". Add one, for example "image: ${name}:\${VERSION}"`,
        )
      return [name, { build: withArguments(build as Record<string, unknown>, buildArgs), image }]
    }),
  )
}

/**
 * The services as a compose file of their own. Bake would also read the env files and required variables of all other
 * services, which only exist on the server.
 */
export const bakeFile = (
  services: Readonly<Record<string, BuildService>>,
  secrets: BuildSecrets['definitions'],
): string =>
  JSON.stringify({
    services: Object.fromEntries(
      Object.entries(services).map(([name, { build, image }]) => [
        name,
        { build: build.secrets === undefined ? build : { ...build, secrets: secretIds(build) }, image },
      ]),
    ),
    secrets,
  })

/**
 * One target for each image, however many services share it.
 * @param services services of the bake file
 */
export function plannedImages(
  targets: Record<string, Target>,
  services: readonly string[],
  version: string,
): PlannedImage[] {
  const images = new Map<string, PlannedImage & { build: Target }>()
  for (const [target, service] of servicesByTarget(services)) {
    const { tags = [], ...build } = (Object.hasOwn(targets, target) && targets[target]) || {}
    const image = tags[0] ?? ''
    const problem = imageNameProblem(service, image, version)
    if (problem) throw new UserError(problem)
    const first = images.get(image)
    if (first && !isDeepStrictEqual(first.build, build))
      throw new UserError(
        `services "${first.services[0]}" and "${service}" build image "${image}" with different build settings. Give each its own "image"`,
      )
    const { target: built, services: sharing } = first ?? { target, services: [] }
    images.set(image, { target: built, image, build, services: [...sharing, service] })
  }
  return [...images.values()].map(({ build: _, ...planned }) => planned)
}

/** Bake replaces dots in service names (docker/buildx, bake/compose.go, sanitizeTargetName). */
function servicesByTarget(services: readonly string[]): Map<string, string> {
  const targets = new Map<string, string>()
  for (const service of services) {
    const target = service.replaceAll('.', '_')
    const other = targets.get(target)
    if (other !== undefined)
      throw new UserError(
        `services "${other}" and "${service}" are the same target ("${target}") for "docker buildx bake". Rename one of them`,
      )
    targets.set(target, service)
  }
  return targets
}
