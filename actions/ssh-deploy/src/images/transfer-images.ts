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
 * @returns the images; those without a registry have their ID on the server
 */
export async function transferImages(
  remote: Remote,
  inputs: DeployInputs,
  images: readonly BuiltImage[],
): Promise<BuiltImage[]> {
  if (inputs.built.size === 0) await restoreImages(remote, inputs, images)
  else await transferBuiltImages(remote, inputs, images)
  const found = await inspectImages(remote, images)
  await checkArchitecture(remote, found)
  return images.map((built, at) => (built.reference === '' ? { ...built, id: found[at]?.id ?? '' } : built))
}

async function transferBuiltImages(
  remote: Remote,
  inputs: DeployInputs,
  images: readonly BuiltImage[],
): Promise<void> {
  const registered = images.filter(({ reference }) => reference !== '')
  if (registered.length > 0) await pullImages(remote, inputs, registered)
  const archived = images.filter(({ reference }) => reference === '')
  if (archived.length > 0) {
    // Loaded on demand: compression accounts for a tenth of the action's startup time.
    const { sendArchive } = await import('./send-archive.ts')
    await sendArchive(remote, inputs.archive, archived)
  }
}

async function inspectImages(
  remote: Remote,
  images: readonly BuiltImage[],
): Promise<(BuiltFor & { id: string })[]> {
  const found: (BuiltFor & { id: string })[] = []
  for (const { image } of images) {
    const command = ['docker', 'image', 'inspect', '--format', '{{.Id}} {{.Architecture}}', image]
    const { code, stdout } = await remote.run(command, { allowFailure: true })
    if (code !== 0) throw new UserError(`image ${image} is missing on ${remote.name} after the transfer`)
    const [id = '', architecture = ''] = stdout.trim().split(' ')
    found.push({ image, id, architecture })
  }
  return found
}
