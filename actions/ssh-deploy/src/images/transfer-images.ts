import { UserError } from '@tsh/action'
import type { BuiltImage } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'
import { restoreImages } from '../recovery/restore-images.ts'
import type { BuiltFor } from './architecture.ts'
import { checkArchitecture } from './check-architecture.ts'
import { pullImages } from './pull-images.ts'

/**
 * Transfers the images of a release to the server, by digest from the registry or over SSH. An existing version has no
 * images in the inputs: it gets those that it was live with.
 * @returns the images with their size on the server, and those without a registry with their ID there; the bytes that were
 * sent over SSH
 */
export async function transferImages(
  remote: Remote,
  inputs: DeployInputs,
  images: readonly BuiltImage[],
): Promise<{ images: BuiltImage[]; sentBytes?: number }> {
  const isBuilt = inputs.built.size > 0
  const sentBytes = isBuilt ? await transferBuiltImages(remote, inputs, images) : undefined
  if (!isBuilt) await restoreImages(remote, inputs, images)
  const found = await inspectImages(remote, images)
  await checkArchitecture(remote, found)
  return {
    images: found.map(({ built, id, sizeBytes }) => ({
      ...built,
      ...(built.reference === '' ? { id } : {}),
      ...(Number.isFinite(sizeBytes) ? { sizeBytes } : {}),
    })),
    ...(sentBytes === undefined ? {} : { sentBytes }),
  }
}

/** @returns the bytes that were sent over SSH; undefined when all images were pulled */
async function transferBuiltImages(
  remote: Remote,
  inputs: DeployInputs,
  images: readonly BuiltImage[],
): Promise<number | undefined> {
  const registered = images.filter(({ reference }) => reference !== '')
  if (registered.length > 0) await pullImages(remote, inputs, registered)
  const archived = images.filter(({ reference }) => reference === '')
  if (archived.length === 0) return undefined
  // Loaded on demand: compression accounts for a tenth of the action's startup time.
  const { sendArchive } = await import('./send-archive.ts')
  return await sendArchive(remote, inputs.archive, archived)
}

/** An image as it is on the server. */
interface FoundImage extends BuiltFor {
  built: BuiltImage
  id: string
  sizeBytes: number
}

async function inspectImages(remote: Remote, images: readonly BuiltImage[]): Promise<FoundImage[]> {
  const found: FoundImage[] = []
  for (const built of images) {
    const { image } = built
    const format = '{{.Id}} {{.Architecture}} {{.Size}}'
    const command = ['docker', 'image', 'inspect', '--format', format, image]
    const { code, stdout } = await remote.run(command, { allowFailure: true })
    if (code !== 0) throw new UserError(`image ${image} is missing on ${remote.name} after the transfer`)
    const [id = '', architecture = '', size = ''] = stdout.trim().split(' ')
    found.push({ built, image, id, architecture, sizeBytes: Number.parseInt(size, 10) })
  }
  return found
}
