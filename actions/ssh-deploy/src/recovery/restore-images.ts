import { log, UserError } from '@tsh/action'
import { type BuiltImage, tagImages } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { pullImages } from '../images/pull-images.ts'
import type { DeployInputs } from '../inputs.ts'

/**
 * Gives the images of an existing version their names again: from the server by digest, else from the registry.
 * @throws UserError when one of them is in neither
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
      `${gone.map(({ image }) => image).join(', ')} of ${inputs.version} is not on ${remote.name} any more, and in no registry. Deploy its commit as a new version`,
    )
  if (missing.length > 0) await pullImages(remote, inputs, missing)
  log.info(`${inputs.version} has the images that it was live with`)
}
