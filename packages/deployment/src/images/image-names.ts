/** The name that the image of a service is pushed under: that of the compose file, below the registry and its namespace. */
export const pushedName = (registry: string, image: string): string => `${registry}/${image}`

/** The same image by digest, because a tag can be moved. */
export const pinnedReference = (registry: string, image: string, digest: string): string =>
  `${pushedName(registry, repositoryOf(image))}@${digest}`

/** The name of an image without its tag; the port of a registry is no tag. */
export const repositoryOf = (image: string): string => image.replace(/:[^:/]*$/, '')

const IMAGE = /^[a-z0-9][a-z0-9._/:-]*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/

/** Why a service that is built cannot have an image of this name, or nothing when it can. */
export function imageNameProblem(
  service: string,
  image: string | undefined,
  version: string,
): string | undefined {
  const advice = `Write "image: NAME:\${VERSION}" in the compose file`
  if (!image) return `service "${service}" has "build" but no "image". ${advice}`
  if (!image.endsWith(`:${version}`))
    return `image "${image}" of service "${service}" does not carry the version. ${advice}`
  if (!IMAGE.test(image)) return `image "${image}" of service "${service}" is not a valid name. ${advice}`
  return undefined
}
