import {
  type Application,
  activeProfiles,
  builtImages,
  immutableName,
  readComposeModel,
  type ServerState,
  servicesInPlace,
  slotServices,
  type Version,
} from '@tsh/deployment'
import type { Remote } from '@tsh/remote'

/** More versions than this are not looked for, but for the one that is wanted. */
const MOST_VERSIONS = 10

/** The versions whose images are still on the server, in the order given. @param wanted a version; empty for none */
export async function onServer(
  remote: Remote,
  application: Application,
  { releases, env }: Pick<ServerState, 'releases' | 'env'>,
  { versions, wanted }: { versions: readonly Version[]; wanted: string },
): Promise<Version[]> {
  const lookedFor = versions.filter(({ version }, at) => at < MOST_VERSIONS || version === wanted)
  const found = await Promise.all(
    lookedFor.map(async one => {
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
  const { appService, slots } = application
  const services = [
    ...slotServices(appService, slots[0]),
    ...servicesInPlace(model, application, activeProfiles(env)),
  ]
  return services.flatMap(name => model.services[name]?.image ?? [])
}
