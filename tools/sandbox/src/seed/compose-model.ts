import { UserError } from '@tsh/action'
import { siteService } from '@tsh/deployment'
import { must } from '../machine/command.ts'

export interface ComposeService {
  image?: string
  container_name?: string
  profiles?: string[]
  build?: { context: string; dockerfile?: string; target?: string; secrets?: { source: string }[] }
  ports?: { published?: string; target: number }[]
  command?: unknown
  entrypoint?: unknown
  healthcheck?: unknown
  environment?: Record<string, string | null>
}

export interface ComposeModel {
  name: string
  services: Record<string, ComposeService>
  secrets?: Record<string, { environment?: string; file?: string }>
  networks?: Record<string, ComposeResource>
  volumes?: Record<string, ComposeResource>
}

/** A network or a volume. */
interface ComposeResource {
  /** Its name in Docker. */
  name?: string
  /** Whether compose expects it instead of creating it. */
  external?: boolean
}

export { siteService }

/** The options of compose for several files. */
export const fileOptions = (composeFiles: readonly string[]): string[] =>
  composeFiles.flatMap(file => ['--file', file])

/** The compose files as resolved by compose, with every profile. */
export async function composeModel(
  directory: string,
  composeFiles: readonly string[],
  envFile: string,
): Promise<ComposeModel> {
  const files = [...fileOptions(composeFiles), '--env-file', envFile]
  const text = await must('docker', ['compose', ...files, '--profile', '*', 'config', '--format', 'json'], {
    cwd: directory,
  })
  return JSON.parse(text) as ComposeModel
}

/** The host port of a service. */
export function hostPort(model: ComposeModel, service: string): number {
  const definition = model.services[service]
  if (!definition) {
    throw new UserError(
      `the compose file has no service ${service}; it has ${Object.keys(model.services).join(', ')}`,
    )
  }
  const published = definition.ports?.find(port => port.published)?.published
  if (!published) throw new UserError(`service ${service} publishes no host port, so nginx cannot reach it`)
  return Number(published)
}

/** Services that are built from the repository. */
export const builtServices = (model: ComposeModel): string[] =>
  Object.keys(model.services).filter(service => model.services[service]?.build)

/** Services whose image comes from a registry: no service with that image has a `build`. */
export function pulledServices(model: ComposeModel): string[] {
  const built = new Set(builtServices(model).map(service => imageName(model, service)))
  return Object.keys(model.services).filter(
    service => !model.services[service]?.build && !built.has(imageName(model, service)),
  )
}

/** Services that start without a profile and are not built: databases, caches. A proxy in front waits for the application. */
export const persistentServices = (model: ComposeModel): string[] =>
  pulledServices(model).filter(
    service => !model.services[service]?.profiles?.length && service !== siteService(model),
  )

/** The image name of a service, with compose's default. */
export const imageName = (model: ComposeModel, service: string): string =>
  model.services[service]?.image ?? `${model.name}-${service}`
