import type { InputReader } from '@tsh/action'
import { serviceInSlot } from '@tsh/settings'
import { itemsOf } from '../read-placement.ts'

/** The profiles that the settings request. */
export interface RequestedProfiles {
  names: readonly string[]
  /** Services that are part of every release, whatever their profiles: those of the slots usually have one each. */
  services: readonly string[]
}

interface Profiled {
  profiles?: readonly string[]
}

/** Whether a service is built and deployed. @param requested undefined for every service */
export const isRequested = (
  name: string,
  { profiles = [] }: Profiled,
  requested: RequestedProfiles | undefined,
): boolean =>
  requested === undefined ||
  profiles.length === 0 ||
  requested.services.includes(name) ||
  profiles.some(profile => requested.names.includes(profile))

/** The model without the services that are not requested. */
export function requestedModel<Model extends { services: Readonly<Record<string, Profiled>> }>(
  model: Model,
  requested: RequestedProfiles | undefined,
): Model {
  const services = Object.entries(model.services).filter(([name, service]) =>
    isRequested(name, service, requested),
  )
  return { ...model, services: Object.fromEntries(services) }
}

/** Requested profiles that no service has. */
export function unknownProfiles(
  services: Readonly<Record<string, Profiled>>,
  requested: RequestedProfiles | undefined,
): string[] {
  const known = new Set(Object.values(services).flatMap(({ profiles = [] }) => profiles))
  return requested?.names.filter(name => !known.has(name)) ?? []
}

/** Reads `compose-profiles`, and the services with traffic, of which there may be none in a build alone. */
export function readRequestedProfiles(
  input: InputReader<'compose-profiles' | 'service' | 'slots'>,
): RequestedProfiles | undefined {
  const names = itemsOf(input.lines('compose-profiles'))
  const slots = itemsOf(input.lines('slots'))
  const services = itemsOf(input.lines('service')).flatMap(name =>
    slots.map(slot => serviceInSlot(name, slot)),
  )
  return names.length === 0 ? undefined : { names, services: [...new Set(services)] }
}
