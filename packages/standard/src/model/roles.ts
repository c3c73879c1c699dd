import { isSlotService, serviceInSlot } from '@tsh/settings'
import type { ComposeModel, Service } from '../compose/service.ts'
import { type Environment, slotsOf } from './environment.ts'
import { STANDARD } from './standard-values.ts'

/** The roles of the standard, in its order. */
export const ROLES = ['app', 'postgres', 'redis', 'neurolink', 'dashboard'] as const

/** The repository of an image without registry, namespace, tag and digest. */
export function imageName(image: string): string {
  const name = image.replace(/@.*$/, '').split('/').at(-1) ?? ''
  return name.replace(/:.*$/, '')
}

const IMAGES: Record<string, RegExp> = {
  postgres: /^(postgres|postgresql|postgis|pgvector|timescaledb(-ha)?)$/,
  redis: /^(redis|redis-stack(-server)?|valkey|keydb|dragonfly)$/,
}
const OTHER_DATABASES =
  /^(mysql|mariadb|mongo(db)?|elasticsearch|opensearch|clickhouse(-server)?|memcached|rabbitmq|cassandra|influxdb|neo4j|couchdb|qdrant|percona(-server)?)$/

/** Whether a service is a data store that uses an official image. */
export function isDataStore(service: Service): boolean {
  const name = imageName(service.image?.value ?? '')
  return [IMAGES.postgres, IMAGES.redis, OTHER_DATABASES].some(pattern => pattern?.test(name))
}

export const isPostgres = ({ image }: Service): boolean =>
  IMAGES.postgres?.test(imageName(image?.value ?? '')) ?? false
export const isRedis = ({ image }: Service): boolean =>
  IMAGES.redis?.test(imageName(image?.value ?? '')) ?? false

/** Every name by which other containers reach a service. */
export const namesOf = ({ name, containerName, networks }: Service): string[] => [
  name,
  ...(containerName ? [containerName.value] : []),
  ...networks.flatMap(({ aliases }) => aliases),
]

/** The required roles of an environment, mapped to service names; empty for the default matching. */
export function requiredRoles({ settings }: Environment): Map<string, string> {
  const given = settings?.standard['required-services'] ?? ROLES
  const entries = Array.isArray(given) ? given.map(role => [role, ''] as const) : Object.entries(given)
  const roles = new Map(entries.map(([role, name]) => [String(role), String(name)]))
  const database = settings?.database
  const elsewhere = database === 'none' || (database && database.source !== 'compose')
  if (elsewhere) roles.delete('postgres')
  return roles
}

/** The services that have a role, in the order of the slots. */
export function servicesOfRole(environment: Environment, role: string): Service[] {
  const services = environment.model?.services ?? []
  const named = requiredRoles(environment).get(role) ?? ''
  if (named !== '') {
    const names = namesInSlots(named, slotsOf(environment))
    return services.filter(service =>
      [...namesOf(service), imageName(service.image?.value ?? '')].some(name => names.includes(name)),
    )
  }
  return role === 'app'
    ? applicationServices(environment)
    : services.filter(service => hasRole(service, role))
}

/** The name of a service in each slot, if it exists once per slot. */
const namesInSlots = (name: string, slots: readonly string[]): string[] =>
  isSlotService(name) ? slots.map(slot => serviceInSlot(name, slot)) : [name]

/** Whether a service has a role other than `app`, by its image or its names. */
export function hasRole(service: Service, role: string): boolean {
  const image = IMAGES[role]
  if (image) return image.test(imageName(service.image?.value ?? ''))
  const names = [...namesOf(service), imageName(service.image?.value ?? ''), service.build?.context ?? '']
  return names.some(name => name.toLowerCase().includes(role.toLowerCase()))
}

const APPLICATION = /(^|[_-])(app|backend|api|web|server)([_-]|$)/i
const OTHER_ROLES = ['postgres', 'redis', 'neurolink', 'dashboard']

/** The services that receive the traffic. */
export function applicationServices(environment: Environment): Service[] {
  const { model, settings } = environment
  const services = model?.services ?? []
  if (settings) {
    const slots = slotsOf(environment)
    const names = [settings.service].flat().flatMap(name => namesInSlots(name, slots))
    return services.filter(({ name }) => names.includes(name))
  }
  const own = services.filter(service => !OTHER_ROLES.some(role => hasRole(service, role)))
  const slotted = own.filter(({ name }) =>
    slotsOf(environment).some(slot => name.split(/[^A-Za-z0-9]+/).includes(slot)),
  )
  if (slotted.length > 0) return slotted
  const candidates = own.filter(({ name }) => APPLICATION.test(name))
  const published = candidates.filter(({ ports }) => ports.length > 0)
  return (published.length > 0 ? published : candidates).slice(0, 1)
}

/** The ports per role from the settings, else from the standard; one per slot. */
export function expectedPorts(environment: Environment): Map<string, string[]> {
  const given = environment.settings?.standard.ports as Record<string, string | readonly string[]> | undefined
  const standard = STANDARD[environment.name]?.ports
  return new Map(Object.entries({ ...standard, ...given }).map(([role, ports]) => [role, [ports].flat()]))
}

/** The environment of a model, if it belongs to one. */
export const environmentOf = (
  environments: readonly Environment[],
  { environment }: ComposeModel,
): Environment | undefined => environments.find(({ name }) => name === environment)
