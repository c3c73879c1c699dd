import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { BuiltImage } from './images.ts'
import type { Release } from './journal.ts'

/** The images that were built for a version; an existing version that is deployed again has none of its own. */
export function builtImages(releases: readonly Release[], version: string): readonly BuiltImage[] {
  return releases.findLast(release => release.version === version && release.images.length > 0)?.images ?? []
}

/** What an image is called on the server whatever its name in the compose file has come to mean. */
export const lastingName = ({ image, reference, id }: BuiltImage): string => reference || id || image

/**
 * Gives the images of a version the names that the compose file uses, by digest: a name may have come to mean another
 * image since.
 * @throws UserError when one of them is not on the server any more
 */
export async function nameImages(
  remote: Remote,
  releases: readonly Release[],
  version: string,
): Promise<readonly BuiltImage[]> {
  const images = builtImages(releases, version)
  for (const built of images) {
    const command = ['docker', 'tag', lastingName(built), built.image]
    const { code } = await remote.run(command, { allowFailure: true })
    if (code !== 0)
      throw new UserError(
        `image ${built.reference || built.image} is not on ${remote.name} any more. Deploy ${version} again with the input "version"`,
      )
  }
  return images
}
