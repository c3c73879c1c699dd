import type { Problem } from '../problem.ts'
import { isSlotService, serviceInSlot } from '../slot-service.ts'
import type { CheckedEnvironment } from './checked-environment.ts'
import { isUnused } from './unused.ts'

/** The names of the services that receive the traffic. */
export function servicesOf(environment: CheckedEnvironment): string[] {
  return [(environment.get('service') as string | readonly string[] | undefined) ?? []].flat()
}

export const hasSlots = (environment: CheckedEnvironment): boolean =>
  servicesOf(environment).some(isSlotService)

/** Services that cannot be switched together, and settings that do not apply to services with or without slots. */
export function serviceProblems(environment: CheckedEnvironment): Problem[] {
  const services = servicesOf(environment)
  if (services.length === 0) return []
  return [...nameProblems(environment, services), ...slotProblems(environment, services)]
}

function nameProblems(environment: CheckedEnvironment, services: readonly string[]): Problem[] {
  const braced = services.find(name => /[{}]/.test(serviceInSlot(name, '')))
  if (braced !== undefined)
    return [
      environment.problem(
        'service',
        `has braces in "${braced}" that are not {slot}. Write {slot}, or a name without braces`,
      ),
    ]
  const plain = services.find(name => !isSlotService(name))
  if (services.length === 1 || plain === undefined) return []
  return [
    environment.problem(
      'service',
      `lists several services, so each needs {slot} in its name, and "${plain}" has none`,
    ),
  ]
}

function slotProblems(environment: CheckedEnvironment, services: readonly string[]): Problem[] {
  if (!hasSlots(environment)) return inPlaceProblems(environment, services)
  if (!isUnused(environment, 'handover-port', 'service')) return []
  return [
    environment.problem(
      'handover-port',
      'only applies to a service without slots, but service contains {slot}. Remove one of them',
    ),
  ]
}

/** Settings of a switch between slots, which in-place replacement does not use. */
const SWITCH_SETTINGS = ['slots', 'canary-seconds', 'drain-seconds'] as const

function inPlaceProblems(environment: CheckedEnvironment, services: readonly string[]): Problem[] {
  return SWITCH_SETTINGS.filter(setting => environment.get(setting) !== 0)
    .filter(setting => isUnused(environment, setting, 'service'))
    .map(setting =>
      environment.problem(
        setting,
        `is set, but service "${services.join(', ')}" does not contain {slot}. Remove ${setting}, or add {slot} to service`,
      ),
    )
}
