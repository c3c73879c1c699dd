/** What expressions of a workflow need to know, as outputs. */
export interface Facts {
  /** Empty where none is set up. */
  'python-version': string
  'node-version': string
  'has-database': boolean
  'has-slots': boolean
}

/** @param settings what the settings file sets for the environment, by the names of inputs */
export function factsIn(settings: Readonly<Record<string, string>>): Facts {
  return {
    'python-version': settings['python-version'] ?? '',
    'node-version': settings['node-version'] ?? '',
    'has-database': settings['database-source'] !== 'none',
    'has-slots': hasSlots(settings.service),
  }
}

const hasSlots = (service = ''): boolean => service.includes('{slot}')

/** Why an environment cannot be deployed with slots, or nothing when it can. */
export function slotsProblem(environment: string, service: string | undefined): string | undefined {
  if (hasSlots(service)) return undefined
  const advice = 'Name the services of the slots, such as app_{slot}'
  if (service === undefined)
    return `no settings file sets "service" for ${environment}, so there are no two slots to switch between. ${advice}`
  return `"service" of ${environment} has no {slot}, so there are no two slots to switch between, got "${onOneLine(service)}". ${advice}`
}

/** Why an environment cannot be deployed in place, or nothing when it can. */
export function inPlaceProblem(environment: string, service = ''): string | undefined {
  if (!hasSlots(service)) return undefined
  return `"service" of ${environment} has {slot}, and this workflow would never switch the traffic to the slot, got "${onOneLine(service)}". Use deploy-production.yml for it, or name one service without {slot}`
}

const onOneLine = (service: string): string => service.replaceAll('\n', ', ')
