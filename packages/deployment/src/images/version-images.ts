import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { Release } from '../journal/journal.ts'
import type { BuiltImage } from './images.ts'

/** A version, and its commit if known. */
type Wanted = Pick<Release, 'version'> & Partial<Pick<Release, 'sha'>>

/**
 * The releases before a given one. The same version may have been released again with other images, which must not be
 * used for a rollback.
 */
export function releasesBefore(
  releases: readonly Release[],
  { id }: Pick<Release, 'id'>,
): readonly Release[] {
  const at = releases.findIndex(release => release.id === id)
  return at === -1 ? releases : releases.slice(0, at)
}

/**
 * The images of a version when it was last live. A failed release of the same version may have had others, and a
 * version that was live before the first deployment has none.
 */
export function builtImages(
  releases: readonly Release[],
  { version, sha = '' }: Wanted,
): readonly BuiltImage[] {
  const found = releases.findLast(
    release =>
      release.version === version &&
      (sha === '' || release.sha === sha) &&
      release.wasLive &&
      release.images.length > 0,
  )
  return found?.images ?? []
}

/** An immutable reference to an image on the server; its name in the compose file may be retagged. */
export const immutableName = ({ image, reference, id }: BuiltImage): string => reference || id || image

/**
 * Tags images with their compose file names, by digest: a name may refer to another image by now.
 * @returns the images missing on the server
 */
export async function tagImages(remote: Remote, images: readonly BuiltImage[]): Promise<BuiltImage[]> {
  const missing: BuiltImage[] = []
  for (const built of images) {
    const command = ['docker', 'tag', immutableName(built), built.image]
    const { code } = await remote.run(command, { allowFailure: true })
    if (code !== 0) missing.push(built)
  }
  return missing
}

/**
 * Tags the images of a version with their compose file names, by digest.
 * @throws UserError when one of them is no longer on the server
 */
export async function nameImages(
  remote: Remote,
  releases: readonly Release[],
  version: string,
): Promise<readonly BuiltImage[]> {
  const images = builtImages(releases, { version })
  const [missing] = await tagImages(remote, images)
  if (missing)
    throw new UserError(
      `image ${missing.reference || missing.image} is no longer on ${remote.name}. Deploy ${version} again with the input "version"`,
    )
  return images
}
