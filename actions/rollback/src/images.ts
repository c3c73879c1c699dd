import {
  type Application,
  activeProfiles,
  builtImages,
  immutableName,
  readComposeModel,
  releaseServices,
  type ServerState,
  servicesInPlace,
  slotsOf,
  type Version,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/** Only this many versions are checked, in addition to the requested one. */
const MAX_VERSIONS = 10

/** The versions whose images are still on the server, in the given order. @param wanted a version; empty for none */
export async function availableVersions(
  remote: Remote,
  application: Application,
  { releases, env }: Pick<ServerState, 'releases' | 'env'>,
  { versions, wanted }: { versions: readonly Version[]; wanted: string },
): Promise<Version[]> {
  const candidates = versions.filter(({ version }, at) => at < MAX_VERSIONS || version === wanted)
  const found = await Promise.all(
    candidates.map(async one => {
      const built = builtImages(releases, one).map(immutableName)
      const names = built.length > 0 ? built : await namesInModel(remote, application, env, one.version)
      const command = ['docker', 'image', 'inspect', '--format', '{{.Id}}', ...names]
      const { code } = await remote.run(command, { allowFailure: true })
      return code === 0 ? [one] : []
    }),
  )
  return found.flat()
}

async function namesInModel(
  remote: Remote,
  application: Application,
  env: string,
  version: string,
): Promise<string[]> {
  const model = await readComposeModel(remote, application, version)
  const { placement } = application
  const [slot] = slotsOf(placement)
  const services = [
    ...releaseServices(placement, slot),
    ...servicesInPlace(model, placement, activeProfiles(env, application)),
  ]
  return services.flatMap(name => model.services[name]?.image ?? [])
}
