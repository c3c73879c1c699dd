import { answeringServices, type Placement } from '../placement.ts'
import type { ComposeModel, ComposeService } from './compose-model.ts'

/** How a release treats a service that does not serve visitors. */
export type Role =
  /** Updated to the new version after the services that serve visitors. */
  | 'in-place'
  /** Run to completion before the services that depend on it. */
  | 'one-shot'
  /** Stores data: started when missing, never replaced. */
  | 'data-store'
  /** Not part of this repository: started when missing, never replaced. */
  | 'third-party'

/** The active services except those that serve visitors, each with its role, in the order of the compose file. */
export function otherServices(
  model: ComposeModel,
  placement: Placement,
  profiles: readonly string[],
): Map<string, Role> {
  const answering = answeringServices(placement)
  const own = imagesOfRelease(model, answering)
  const others = Object.entries(model.services).filter(
    ([name, service]) => isActive(service, profiles) && !answering.includes(name),
  )
  return new Map(others.map(([name, service]) => [name, roleOf(model, name, service, own)]))
}

/** The services of a release that are replaced in place, except those that serve visitors. */
export function servicesInPlace(
  model: ComposeModel,
  placement: Placement,
  profiles: readonly string[],
): string[] {
  return withRole(otherServices(model, placement, profiles), 'in-place')
}

export const withRole = (services: ReadonlyMap<string, Role>, ...roles: Role[]): string[] =>
  [...services].flatMap(([name, role]) => (roles.includes(role) ? [name] : []))

/** Whether a service has no containers on purpose: `scale: 0`, or `deploy.replicas: 0`. */
export const hasNoContainers = ({ scale, deploy }: ComposeService): boolean =>
  (scale ?? deploy?.replicas) === 0

/** The services sorted so that each follows its dependencies. */
export function inDependencyOrder(model: ComposeModel, services: readonly string[]): string[] {
  const ordered = new Set<string>()
  const add = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) return
    for (const needed of Object.keys(model.services[name]?.depends_on ?? {})) add(needed, [...path, name])
    ordered.add(name)
  }
  for (const name of services) add(name, [])
  return [...ordered].filter(name => services.includes(name))
}

/** Whether a service waits for another one, directly or not. */
export function dependsOn(
  model: ComposeModel,
  name: string,
  others: readonly string[],
  path: readonly string[] = [],
): boolean {
  if (path.includes(name)) return false
  return Object.keys(model.services[name]?.depends_on ?? {}).some(
    needed => others.includes(needed) || dependsOn(model, needed, others, [...path, name]),
  )
}

/** Whether exiting with code 0 is a success for this service. */
export const mayExit = ({ restart }: ComposeService): boolean =>
  restart === 'no' || (restart ?? '').startsWith('on-failure')

function roleOf(model: ComposeModel, name: string, service: ComposeService, own: ReadonlySet<string>): Role {
  const isOfRelease = service.build !== undefined || own.has(service.image ?? '')
  if (!isOfRelease) return 'third-party'
  if (isDataStore(service)) return 'data-store'
  return isAwaited(model, name) ? 'one-shot' : 'in-place'
}

/** Whether another service starts only after this one has completed successfully. */
export const isAwaited = (model: ComposeModel, name: string): boolean =>
  Object.values(model.services).some(
    ({ depends_on: needed }) => needed?.[name]?.condition === 'service_completed_successfully',
  )

/**
 * The images of a release: those that are built, and those with the same tag (the version) as the services that serve
 * visitors. A worker often runs the image of the application without its own build.
 */
function imagesOfRelease(model: ComposeModel, answering: readonly string[]): Set<string> {
  const services = Object.values(model.services)
  const built = services.filter(({ build }) => build !== undefined)
  const tags = new Set(answering.map(name => tagOf(model.services[name]?.image)))
  tags.delete('')
  tags.delete('latest')
  const tagged = services.filter(({ image }) => tags.has(tagOf(image)))
  return new Set([...built, ...tagged].flatMap(({ image }) => image ?? []))
}

const tagOf = (image = ''): string => /:([^:/@]+)$/.exec(image)?.[1] ?? ''

/** Data folders of database images (Docker Hub: postgres, mysql, mariadb, mongo, redis, valkey and others). */
const DATA_FOLDERS = [
  '/var/lib/postgresql',
  '/bitnami/postgresql',
  '/home/postgres/pgdata',
  '/var/lib/mysql',
  '/bitnami/mariadb',
  '/data/db',
  '/var/lib/mongodb',
  '/var/lib/redis',
  '/var/lib/valkey',
  '/usr/share/elasticsearch/data',
  '/usr/share/opensearch/data',
  '/var/lib/clickhouse',
  '/var/lib/rabbitmq',
  '/meili_data',
  '/qdrant/storage',
]

/** A database built from the repository, such as PostgreSQL with an extension: it has a volume for its data. */
function isDataStore({ volumes = [] }: ComposeService): boolean {
  return volumes.some(({ target }) =>
    DATA_FOLDERS.some(folder => target === folder || target?.startsWith(`${folder}/`)),
  )
}

const isActive = ({ profiles: own = [] }: ComposeService, profiles: readonly string[]): boolean =>
  own.length === 0 || profiles.includes('*') || own.some(name => profiles.includes(name))
