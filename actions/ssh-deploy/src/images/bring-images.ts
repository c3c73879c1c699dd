import { UserError } from '@tsh/action'
import type { BuiltImage } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import type { DeployInputs } from '../inputs.ts'
import { restoreImages } from '../recovery/restore-images.ts'
import type { BuiltFor } from './architecture.ts'
import { checkArchitecture } from './check-architecture.ts'
import { pullImages } from './pull-images.ts'

/**
 * Transfers the images of a release to the server, by digest from the registry or through the connection. An existing
 * version has none of its own in the inputs: it gets those that it was live with.
 * @returns the images, those without a registry with the id that the server gives them
 */
export async function bringImages(
  remote: Remote,
  inputs: DeployInputs,
  images: readonly BuiltImage[],
): Promise<BuiltImage[]> {
  if (inputs.built.size === 0) await restoreImages(remote, inputs, images)
  else await transferImages(remote, inputs, images)
  const found = await lookAt(remote, images)
  await checkArchitecture(remote, found)
  return images.map((built, at) => (built.reference === '' ? { ...built, id: found[at]?.id ?? '' } : built))
}

async function transferImages(
  remote: Remote,
  inputs: DeployInputs,
  images: readonly BuiltImage[],
): Promise<void> {
  const registered = images.filter(({ reference }) => reference !== '')
  if (registered.length > 0) await pullImages(remote, inputs, registered)
  const carried = images.filter(({ reference }) => reference === '')
  if (carried.length > 0) {
    // Loaded when it is needed: compression costs a tenth of the start of the action.
    const { sendArchive } = await import('./send-archive.ts')
    await sendArchive(remote, inputs.archive, carried)
  }
}

async function lookAt(remote: Remote, images: readonly BuiltImage[]): Promise<(BuiltFor & { id: string })[]> {
  const found: (BuiltFor & { id: string })[] = []
  for (const { image } of images) {
    const command = ['docker', 'image', 'inspect', '--format', '{{.Id}} {{.Architecture}}', image]
    const { code, stdout } = await remote.run(command, { allowFailure: true })
    if (code !== 0) throw new UserError(`image ${image} did not arrive on ${remote.name}`)
    const [id = '', architecture = ''] = stdout.trim().split(' ')
    found.push({ image, id, architecture })
  }
  return found
}
