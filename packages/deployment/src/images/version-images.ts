import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import type { Release } from '../journal/journal.ts'
import type { BuiltImage } from './images.ts'

/** A version, and the commit where that is known. */
type Wanted = Pick<Release, 'version'> & Partial<Pick<Release, 'sha'>>

/**
 * The releases before one. The same version may have been released again with other images, which are not those to roll
 * back to.
 */
export function releasesBefore(
  releases: readonly Release[],
  { id }: Pick<Release, 'id'>,
): readonly Release[] {
  const at = releases.findIndex(release => release.id === id)
  return at === -1 ? releases : releases.slice(0, at)
}

/**
 * The images that a version had when it was last live. A release of the same version that failed may have had others, and a
 * version that was live before the first deployment has none.
 */
export function builtImages(
  releases: readonly Release[],
  { version, sha = '' }: Wanted,
): readonly BuiltImage[] {
  const had = releases.findLast(
    release =>
      release.version === version &&
      (sha === '' || release.sha === sha) &&
      release.wasLive &&
      release.images.length > 0,
  )
  return had?.images ?? []
}

/** What an image is called on the server whatever its name in the compose file has come to mean. */
export const lastingName = ({ image, reference, id }: BuiltImage): string => reference || id || image

/**
 * Gives images the names that the compose file uses, by digest: a name may have come to mean another image since.
 * @returns those that the server does not have
 */
export async function tagImages(remote: Remote, images: readonly BuiltImage[]): Promise<BuiltImage[]> {
  const missing: BuiltImage[] = []
  for (const built of images) {
    const command = ['docker', 'tag', lastingName(built), built.image]
    const { code } = await remote.run(command, { allowFailure: true })
    if (code !== 0) missing.push(built)
  }
  return missing
}

/**
 * Gives the images of a version the names that the compose file uses, by digest.
 * @throws UserError when one of them is not on the server any more
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
      `image ${missing.reference || missing.image} is not on ${remote.name} any more. Deploy ${version} again with the input "version"`,
    )
  return images
}
