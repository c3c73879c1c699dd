import { type BuiltImage, familiarName, type ImageArchive } from '@tsh/deployment'

/**
 * Why an archive is not the one that the build has written, or nothing when it is. Whatever is in it would be loaded, under
 * the name of a database's image as well.
 */
export function archiveProblem(
  { path, images: archived, others }: Pick<ImageArchive, 'path' | 'images' | 'others'>,
  images: readonly BuiltImage[],
): string | undefined {
  for (const { image, id } of images) {
    if (archived.some(one => one.id === id)) continue
    const found = archived.find(({ tags }) => tags.includes(familiarName(image)))
    return found
      ? `"${path}" has ${image} as ${found.id}, and the build made ${id}. ${ADVICE}`
      : `"${path}" has no image ${image} (${id}). Build it again`
  }
  const strange = [
    ...others,
    ...archived.flatMap(({ id, tags }) => {
      const names = images.filter(one => one.id === id).map(({ image }) => familiarName(image))
      return names.length === 0 ? (tags[0] ?? id) : tags.filter(tag => !names.includes(tag))
    }),
  ]
  if (strange.length === 0) return undefined
  return `"${path}" would also load ${strange.join(', ')}, which is not an image of this release. ${ADVICE}`
}

const ADVICE =
  'Use the archive of the run that built the images; if it is that one, something else can write its artifacts, or variables of the server give images other names than those of the build'
