/**
 * The name that a service's image is pushed as: its compose file name, prefixed with the registry and namespace unless it
 * begins with them.
 */
export const pushedName = (registry: string, image: string): string =>
  image.startsWith(`${registry}/`) ? image : `${registry}/${image}`

/** The same image by digest, because tags are mutable. */
export const pinnedReference = (registry: string, image: string, digest: string): string =>
  `${pushedName(registry, repositoryOf(image))}@${digest}`

/** An image name without its tag; a registry port is not a tag. */
export const repositoryOf = (image: string): string => image.replace(/:[^:/]*$/, '')

const IMAGE = /^[a-z0-9][a-z0-9._/:-]*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/

/** Why an image name is not allowed for a service with a build, or undefined. */
export function imageNameProblem(
  service: string,
  image: string | undefined,
  version: string,
): string | undefined {
  const advice = `Write "image: NAME:\${VERSION}" in the compose file`
  if (!image) return `service "${service}" has "build" but no "image". ${advice}`
  if (!image.endsWith(`:${version}`))
    return `image "${image}" of service "${service}" is not tagged with the version. ${advice}`
  if (!IMAGE.test(image)) return `image "${image}" of service "${service}" is not a valid name. ${advice}`
  return undefined
}
