import { UserError } from '@tsh/action'
import {
  type Application,
  activeProfiles,
  type BuiltImage,
  type Release,
  readComposeModel,
  type ServerState,
  servicesInPlace,
  slotServices,
  type Version,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/** More versions than this are not looked for. */
const MOST_VERSIONS = 10

/** The versions whose images are still on the server, in the order given. */
export async function onServer(
  remote: Remote,
  application: Application,
  { releases, env }: Pick<ServerState, 'releases' | 'env'>,
  versions: readonly Version[],
): Promise<Version[]> {
  const found = await Promise.all(
    versions.slice(0, MOST_VERSIONS).map(async one => {
      const built = builtImages(releases, one.version).map(({ image, reference }) => reference || image)
      const names = built.length > 0 ? built : await namesInModel(remote, application, env, one.version)
      const command = ['docker', 'image', 'inspect', '--format', '{{.Id}}', ...names]
      const { code } = await remote.run(command, { allowFailure: true })
      return code === 0 ? [one] : []
    }),
  )
  return found.flat()
}

/** The images that were built for a version; an existing version that is deployed again has none of its own. */
function builtImages(releases: readonly Release[], version: string): readonly BuiltImage[] {
  return releases.findLast(release => release.version === version && release.images.length > 0)?.images ?? []
}

async function namesInModel(
  remote: Remote,
  application: Application,
  env: string,
  version: string,
): Promise<string[]> {
  const model = await readComposeModel(remote, application, version)
  const { appService, slots } = application
  const services = [
    ...slotServices(appService, slots[0]),
    ...servicesInPlace(model, application, activeProfiles(env)),
  ]
  return services.flatMap(name => model.services[name]?.image ?? [])
}

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
  for (const { image, reference } of images) {
    const command = ['docker', 'tag', reference || image, image]
    const { code } = await remote.run(command, { allowFailure: true })
    if (code !== 0)
      throw new UserError(
        `image ${reference || image} is not on ${remote.name} any more. Deploy ${version} again with the input "version"`,
      )
  }
  return images
}
