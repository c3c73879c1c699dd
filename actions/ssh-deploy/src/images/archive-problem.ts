import { type BuiltImage, familiarName, type ImageArchive } from '@tsh/deployment'

/**
 * Why an archive is not the one that the build wrote; undefined when it is. Everything in it would be loaded, even
 * under the name of a database image.
 */
export function archiveProblem(
  { path, images: archived, others }: Pick<ImageArchive, 'path' | 'images' | 'others'>,
  images: readonly BuiltImage[],
): string | undefined {
  for (const { image, id } of images) {
    if (archived.some(one => one.id === id)) continue
    const found = archived.find(({ tags }) => tags.includes(familiarName(image)))
    return found
      ? `"${path}" contains ${image} as ${found.id}, but the build produced ${id}. ${ADVICE}`
      : `"${path}" does not contain image ${image} (${id}). Rebuild it`
  }
  const unexpected = [
    ...others,
    ...archived.flatMap(({ id, tags }) => {
      const names = images.filter(one => one.id === id).map(({ image }) => familiarName(image))
      return names.length === 0 ? (tags[0] ?? id) : tags.filter(tag => !names.includes(tag))
    }),
  ]
  if (unexpected.length === 0) return undefined
  return `"${path}" would also load ${unexpected.join(', ')}, which is not an image of this release. ${ADVICE}`
}

const ADVICE =
  'Use the archive of the run that built the images. If it is that archive, something else can write its artifacts, or variables on the server give images other names than the build does'
