import { isDeepStrictEqual } from 'node:util'
import { hasRole, ROLES, type Service, STANDARD } from '@tsh/standard/reading'
import type { Environment } from '../environments/environments.ts'
import type { Traffic } from '../services/traffic.ts'

/**
 * The roles and ports that the application has in place of those that the deployment standard prescribes, so that its
 * rules apply to this application.
 */
export function standardSettings({ name, model }: Environment, traffic: Traffic | undefined): object {
  const services = new Map([
    ['app', applicationServices(traffic)] as const,
    ...OTHER_ROLES.map(role => [role, model.services.filter(service => hasRole(service, role))] as const),
  ])
  const roles = ROLES.filter(role => role === 'app' || (services.get(role) ?? []).length > 0)
  const ports = [...services].flatMap(([role, found]) => {
    const own = portsOf(found)
    return own.length === 0 || isDeepStrictEqual(own, STANDARD[name]?.ports[role])
      ? []
      : [[role, own] as const]
  })
  return {
    ...(roles.length === ROLES.length ? {} : { 'required-services': roles }),
    ...(ports.length === 0
      ? {}
      : { ports: Object.fromEntries(ports.map(([role, own]) => [role, own.length === 1 ? own[0] : own])) }),
  }
}

const OTHER_ROLES = ROLES.filter(role => role !== 'app')

const applicationServices = (traffic: Traffic | undefined): Service[] => {
  if (!traffic) return []
  return traffic.kind === 'slots' ? [...(traffic.pairs[0]?.services ?? [])] : [traffic.main]
}

/** The first port that each service publishes. */
const portsOf = (services: readonly Service[]): string[] =>
  services.flatMap(({ ports }) =>
    ports
      .flatMap(({ published, target }) => (published === undefined ? [] : [`${published}:${target}`]))
      .slice(0, 1),
  )
