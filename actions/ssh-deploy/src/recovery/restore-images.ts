import { log, UserError } from '@tsh/action'
import { type BuiltImage, tagImages } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { pullImages } from '../images/pull-images.ts'
import type { DeployInputs } from '../inputs.ts'

/**
 * Restores the tags of an existing version's images: on the server by digest, otherwise from the registry.
 * @throws UserError when an image is in neither
 */
export async function restoreImages(
  remote: Remote,
  inputs: Pick<DeployInputs, 'application' | 'login' | 'version'>,
  images: readonly BuiltImage[],
): Promise<void> {
  const missing = await tagImages(remote, images)
  const gone = missing.filter(({ reference }) => reference === '')
  if (gone.length > 0)
    throw new UserError(
      `${gone.map(({ image }) => image).join(', ')} of ${inputs.version} is no longer on ${remote.name} and not in a registry. Deploy its commit as a new version`,
    )
  if (missing.length > 0) await pullImages(remote, inputs, missing)
  log.info(`Restored the images of ${inputs.version}`)
}
