import { isSlotService } from '@tsh/settings'

/** Settings that workflow expressions need, as outputs. */
export interface Facts {
  /** Empty when not set. */
  'python-version': string
  'node-version': string
  'has-database': boolean
  'has-slots': boolean
}

/** @param settings values of the settings file for the environment, by input name */
export function factsIn(settings: Readonly<Record<string, string>>): Facts {
  return {
    'python-version': settings['python-version'] ?? '',
    'node-version': settings['node-version'] ?? '',
    'has-database': settings['database-source'] !== 'none',
    'has-slots': hasSlots(settings.service),
  }
}

/** @param service service names, one per line */
const hasSlots = (service = ''): boolean => service.split('\n').some(isSlotService)

/** Why an environment cannot be deployed in place. */
export function inPlaceProblem(environment: string, service = ''): string | undefined {
  if (!hasSlots(service)) return undefined
  return `"service" of ${environment} has {slot}, but this workflow does not switch traffic between slots, got "${onOneLine(service)}". Use deploy-production.yml, or set one service without {slot}`
}

const onOneLine = (service: string): string => service.replaceAll('\n', ', ')
